"""Decisions on a Spark cluster. Input: frames in Spark, or pieces of work. Output: the same decisions. Knows no rules.

Needs the extra `spark` (Apache Spark 4, Java 17).
"""

from creditpolicy.spark.cluster import Cluster, NoCluster
from creditpolicy.spark.frames import decide

__all__ = ["Cluster", "NoCluster", "decide"]
