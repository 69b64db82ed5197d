"""Chi-square splits: CHAID (Kass 1980) with the rules and defaults of SPSS.

`encode` a frame, then `screen` every predictor or `grow` a tree.
"""

from perspectief_core.splits.contingency import (
    Coded,
    Interval,
    Kind,
    Label,
    Level,
    Predictor,
    Target,
)
from perspectief_core.splits.encoding import ColumnSpec, TargetSpec, encode
from perspectief_core.splits.examining import Examination, examine
from perspectief_core.splits.exporting import tests_to_json, tree_to_json
from perspectief_core.splits.faults import ColumnError, Fault, check_known, check_roles
from perspectief_core.splits.growing import grow
from perspectief_core.splits.screening import screen, screen_counts
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.test_result import Group, Reason, SplitTest
from perspectief_core.splits.tree import Condition, Node, Stop, Tree

__all__ = [
    "Coded",
    "ColumnError",
    "ColumnSpec",
    "Condition",
    "Examination",
    "Fault",
    "Group",
    "Interval",
    "Kind",
    "Label",
    "Level",
    "Node",
    "Predictor",
    "Reason",
    "Settings",
    "SplitTest",
    "Stop",
    "Target",
    "TargetSpec",
    "Tree",
    "check_known",
    "check_roles",
    "encode",
    "examine",
    "grow",
    "screen",
    "screen_counts",
    "tests_to_json",
    "tree_to_json",
]
