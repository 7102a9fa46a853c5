"""CPU milliseconds of Optuna for ask, ten suggestions and tell; the same trials as OverheadBenchmark.

python3 optuna_overhead.py random|tpe memory|sqlite|journal TRIALS REPEATS
"""
import json
import math
import os
import sys
import tempfile
import time

import optuna
from optuna.samplers import RandomSampler, TPESampler

optuna.logging.set_verbosity(optuna.logging.ERROR)
sampler, name, trials, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def once(study):
    trial = study.ask()
    total = sum(trial.suggest_float(f"f{i}", 0, 1) for i in range(6))
    total += math.log(trial.suggest_float("log", 1e-5, 1, log=True)) + trial.suggest_int("units", 16, 512, log=True) / 512
    total += trial.suggest_categorical("kind", ["a", "b", "c", "d"]) == "b"
    study.tell(trial, total + trial.suggest_int("layers", 1, 10))


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "study")
    if name == "memory":
        storage = optuna.storages.InMemoryStorage()
    elif name == "sqlite":
        storage = optuna.storages.RDBStorage("sqlite:///" + path + ".db")
    else:
        storage = optuna.storages.JournalStorage(optuna.storages.JournalFileStorage(path + ".log"))
    # The history is made in memory and copied: filling SQLite trial by trial takes minutes and is not what is measured.
    filled = optuna.create_study(sampler=RandomSampler(seed=0))
    for _ in range(trials):
        once(filled)
    study = optuna.create_study(storage=storage, sampler=RandomSampler(seed=1) if sampler == "random" else TPESampler(seed=1, multivariate=True))
    study.add_trials(filled.trials)
    for _ in range(2):
        once(study)
    before = time.process_time()
    for _ in range(repeats):
        once(study)
    print(json.dumps({"cpu_ms": (time.process_time() - before) * 1000 / repeats, "optuna": optuna.__version__}))
