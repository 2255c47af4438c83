"""Words, trees and clauses of a text: a learned parser, and others in its place."""

from dateline.syntax.clauses import SUBJECTS, Clause, ClauseRelation, Clauses, base_relation, is_any_of, is_verb_among
from dateline.syntax.parsed import ParsedSentence, parsed_sentences
from dateline.syntax.parser import LearnedParser, Parser, builtin_parser
from dateline.syntax.trees import Token, Tree

__all__ = [
    "SUBJECTS",
    "Clause",
    "ClauseRelation",
    "Clauses",
    "LearnedParser",
    "ParsedSentence",
    "Parser",
    "Token",
    "Tree",
    "base_relation",
    "builtin_parser",
    "is_any_of",
    "is_verb_among",
    "parsed_sentences",
]
