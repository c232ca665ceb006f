"""Scores of scikit-learn's and imbalanced-learn's forests on given splits.

Arguments: folder, rows, columns, splits, trees. Each split is a file of one byte per row: 1 to learn
from, 0 to be asked about. Prints one line of JSON for each.
"""
import json
import sys
import warnings

import numpy
from imblearn.ensemble import BalancedRandomForestClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

warnings.filterwarnings("ignore")
folder = sys.argv[1]
rows, columns, splits, trees = (int(word) for word in sys.argv[2:])
values = numpy.fromfile(f"{folder}/all.f32", dtype=numpy.float32).reshape(rows, columns)
labels = numpy.fromfile(f"{folder}/all.u8", dtype=numpy.uint8)
for split in range(splits):
    learned = numpy.fromfile(f"{folder}/split-{split}.u8", dtype=numpy.uint8) == 1
    plain = RandomForestClassifier(n_estimators=trees, random_state=split)
    balanced = BalancedRandomForestClassifier(
        n_estimators=trees, class_weight="balanced_subsample", sampling_strategy=0.5,
        replacement=True, bootstrap=True, random_state=split)
    areas = []
    for forest in (plain, balanced):
        forest.fit(values[learned], labels[learned])
        scores = forest.predict_proba(values[~learned])[:, 1]
        areas.append(roc_auc_score(labels[~learned], scores))
    print(json.dumps({"plain": areas[0], "balanced": areas[1]}), flush=True)
