"""A company's own detectors: one SQL file or one Python function each, in the project's `signals/`."""
