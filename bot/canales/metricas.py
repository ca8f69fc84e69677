"""Contadores del servicio en formato Prometheus; ninguna etiqueta lleva texto libre."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

TIPO_DE_CONTENIDO = "text/plain; version=0.0.4; charset=utf-8"
SEGUNDOS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metricas:
    """Un juego de contadores, con su registro propio."""

    def __init__(self) -> None:
        self.registro = CollectorRegistry()
        self.updates = Counter(
            "asistente_updates", "Updates recibidos", ["tipo", "resultado"], registry=self.registro
        )
        self.en_curso = Gauge(
            "asistente_inbox_pendientes", "Updates recibidos sin terminar", registry=self.registro
        )
        self.apartados = Counter(
            "asistente_dead_letter", "Updates apartados tras sus intentos", registry=self.registro
        )
        self.respuesta = Histogram(
            "asistente_respuesta_segundos",
            "Del update recibido a su efecto guardado",
            buckets=SEGUNDOS,
            registry=self.registro,
        )
        self.base_ocupada = Counter(
            "asistente_db_ocupada", "Veces que la base no atendió", registry=self.registro
        )
        self.envios = Counter("asistente_envios", "Envíos terminados", ["resultado"], registry=self.registro)
        self.frenos = Counter(
            "asistente_telegram_429", "Veces que Telegram pidió esperar", registry=self.registro
        )
        self.por_enviar = Gauge(
            "asistente_outbox_pendientes", "Filas de salida sin terminar", registry=self.registro
        )
        self.recordatorios = Counter(
            "asistente_recordatorios",
            "Recordatorios resueltos por el barrido",
            ["tipo", "estado"],
            registry=self.registro,
        )
        self.recordatorios_aplazados = Counter(
            "asistente_recordatorios_aplazados",
            "Recordatorios dejados para el siguiente día hábil",
            registry=self.registro,
        )

    def texto(self) -> bytes:
        """Todos los contadores, como los lee Prometheus."""
        return generate_latest(self.registro)
