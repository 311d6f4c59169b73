#!/usr/bin/env python3
"""The gate stops what it is there to stop."""

import sys
import unittest

sys.dont_write_bytecode = True
import gate  # noqa: E402

FAILS = {"expect": ["send-x:fail@E1"]}
UNKNOWN = {"expect": ["send-x:unknown"]}
INFO = {"expect": ["send-x:info"]}


def complaints(is_info, cases, **excuses):
    return list(gate.complaints({"send-x": is_info}, {"send": {"cases": cases, **excuses}}))


class Gate(unittest.TestCase):
    def test_both_cases(self):
        self.assertEqual(complaints(False, [FAILS, UNKNOWN]), [])
        self.assertEqual(complaints(True, [INFO, UNKNOWN]), [])

    def test_no_unknown_case(self):
        self.assertEqual(complaints(False, [FAILS]), ["check send-x has no unknown case"])

    def test_no_fail_case(self):
        self.assertEqual(complaints(False, [INFO, UNKNOWN]), ["check send-x has no fail case"])
        self.assertEqual(complaints(True, [FAILS, UNKNOWN]), ["check send-x has no info case"])

    def test_excuse(self):
        never = {"send-x": "it cannot be seen"}
        self.assertEqual(complaints(False, [FAILS], never_unknown=never), [])
        self.assertEqual(len(complaints(False, [FAILS], never_unknown={"send-x": " "})), 1)

    def test_excuse_against_a_case(self):
        never = {"send-x": "it cannot be seen"}
        self.assertEqual(len(complaints(False, [FAILS, UNKNOWN], never_unknown=never)), 1)

    def test_unknown_rule(self):
        found = complaints(False, [FAILS, UNKNOWN, {"expect": ["send-y:fail"]}])
        self.assertEqual(found, ["cases name send-y, which is no check"])

    def test_rows(self):
        text = '{ .id = "a-b", .effect = HC_EFFECT_INFO, },\n{ .id = "c", .effect = X, }'
        path = type("Path", (), {"read_text": staticmethod(lambda encoding: text)})
        self.assertEqual(list(gate.rows(path)), [("a-b", True), ("c", False)])


if __name__ == "__main__":
    unittest.main()
