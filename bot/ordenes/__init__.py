"""Órdenes y consultas del chat: qué contesta cada una a cada rol."""
