"""How long Hypothesis looks: `quick` by default and the same on each run, `soak` for a night (`./run soak`)."""

import hypothesis

hypothesis.settings.register_profile("quick", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=20_000, print_blob=True)
hypothesis.settings.load_profile("quick")
