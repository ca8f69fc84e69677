"""Dibujos que se mandan por el chat. Solo se cargan en los procesos hijos y en la línea de órdenes."""
