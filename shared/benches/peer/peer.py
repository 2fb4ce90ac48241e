"""Times the open peer pddiansm on our own pairs and medicines (`cargo xtask bench` starts this).

Reads the file that the benchmark `checking` wrote; prints lines such as `measured peer-check20-ns 1200000`.
"""

import json
import statistics
import sys
import time

from pddiansm.detector.PDDIsimpleDrugsDetector import PDDIsimpleDrugsDetector
from pddiansm.pydantic.interfaces_input import SimpleDrug
from pddiansm.pydantic.interfaces_pddi import PDDI, SubstanceThesaurus
from pddiansm.thesaurus.IThesaurus import IThesaurus
from pddiansm.utils.normalize_string import normalize_string

ROUNDS = 15


class OurPairs(IThesaurus):
    """Our pairs in its shape; a pair stands there in both directions."""

    def __init__(self, pairs):
        substances = sorted({one for pair in pairs for one in pair})
        self.substances = [
            SubstanceThesaurus(substance=normalize_string(one), drug_classes=[]) for one in substances
        ]
        self.pddis = [
            PDDI(
                main_drug=normalize_string(one),
                between_main_and_plus_drug="",
                plus_drug=normalize_string(other),
                severity_levels=[],
                interaction_mechanism="",
                description="",
            )
            for pair in pairs
            for one, other in (pair, reversed(pair))
        ]

    def get_pddis(self):
        return self.pddis

    def get_substances_thesaurus(self):
        return self.substances

    def get_thesaurus_version(self):
        return "ours"

    def substance_belongs_to_drug_class(self, substance, drug_class):
        return False


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        ours = json.load(file)
    detector = PDDIsimpleDrugsDetector(OurPairs(ours["pairs"]))
    for situation in ours["situations"]:
        drugs = [SimpleDrug(id=place, substances=one) for place, one in enumerate(situation)]
        rounds = []
        for _ in range(ROUNDS + 1):
            start = time.perf_counter_ns()
            found = detector.detect_pddi_multiple_drugs(drugs)
            rounds.append(time.perf_counter_ns() - start)
        pairs = {(one.drug1.id, one.drug2.id) for one in found}
        # The first round only warms up.
        print(f"measured peer-check{len(drugs)}-ns {statistics.median(rounds[1:])}")
        print(f"measured peer-pairs-{len(drugs)} {len(pairs)}")


main()
