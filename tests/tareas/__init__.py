"""Los trabajos largos, hechos por el servicio de verdad contra el Telegram local."""
