"""Real-time virtual background for webcams, private by construction."""
