"""`python -m monitor` is `lastdance`."""

from monitor.cli import main

main()
