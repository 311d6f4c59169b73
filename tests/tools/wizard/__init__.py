"""Writes made-up folders of the Hybrid Configuration Wizard."""
