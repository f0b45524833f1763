"""The conformance run: validators and readers that are not ours judge what the release binary writes."""
