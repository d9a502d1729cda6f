"""Pages of documents: load through visible_to, ask the policy, one service call, redirect."""
