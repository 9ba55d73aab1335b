"""Loading: the YAML that team leads edit, checked line by line, becomes one immutable rule set or a list of faults."""

from rules.loading.folder import content_version, load_rules
from rules.loading.vocabulary import load_vocabulary

__all__ = ["content_version", "load_rules", "load_vocabulary"]
