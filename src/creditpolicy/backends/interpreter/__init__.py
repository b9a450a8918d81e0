"""The reference meaning. Input: `Program`, a point, a `Case`. Output: `Decision` with its trace. Knows no language."""

from creditpolicy.backends.interpreter.decide import decide, evaluations, explain, granted, origin_of, values_of
from creditpolicy.backends.interpreter.evaluation import Evaluation

__all__ = ["Evaluation", "decide", "evaluations", "explain", "granted", "origin_of", "values_of"]
