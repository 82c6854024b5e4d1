"""What stands where a ledger should be, and that nothing but a sound ledger is ever touched."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from songyu_cli.actions.ledger import start_ledger
from songyu_cli.domain.ledgers import LedgerExists
from songyu_cli.storage.database import creating, open_ledger
from tests_support import ACTOR, SETTINGS

