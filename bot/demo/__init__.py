"""Demostración: una entidad ficticia, un Telegram local y el bot de verdad."""
