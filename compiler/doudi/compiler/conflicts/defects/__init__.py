"""What is wrong with provisions beside their conflicts: each kind with its proof."""
