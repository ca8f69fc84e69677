"""Los dibujos que se mandan por el chat."""
