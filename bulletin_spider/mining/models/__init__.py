"""Local models (mô hình) of a bulletin: names and numbers, with the words that tell them."""
