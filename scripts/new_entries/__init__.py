"""What `scripts/new.py` makes: for each kind a module that asks its questions and plans what to write."""
