"""Una escena para contestar recordatorios: el plan pequeño y uno ya recibido por Ana."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.modelo.plan import Renglon
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import VIGENCIA, Entorno, LunesAViernes, sembrar
from tests.apoyo.recordatorios_recibidos import Llegado, bogota, dejar

JUEVES = bogota("2026-09-10 08:00")


@dataclass
class Escena:
    """El plan pequeño y un recordatorio de la A-004, que termina el 15 de septiembre, ya recibido por Ana."""

    almacen: AlmacenSQL
    entorno: Entorno
    renglones: dict[str, Renglon]
    numero: int

    @contextmanager
    def como(self, quien: str, cuando: datetime = JUEVES) -> Iterator[Contexto]:
        """Esa persona en ese instante; lo que haga queda firme."""
        with self.almacen.unidad() as unidad:
            persona = self.entorno.personas[quien]
            yield Contexto(unidad, persona, self.entorno.entidad, cuando, LunesAViernes())
            unidad.confirmar()

    def llega(self, codigo: str, quien: str, **otros: object) -> int:
        """Otro recordatorio recibido."""
        llegado = Llegado(self.renglones[codigo], self.entorno.personas[quien].id, JUEVES)
        with self.almacen.unidad() as unidad:
            numero = dejar(unidad, self.entorno.entidad.id, llegado.en(**otros))
            unidad.confirmar()
        return numero

    def filas(self) -> list[dict[str, object]]:
        """Todo lo guardado, en orden."""
        with self.almacen.lectura() as unidad:
            conexion = unidad.respuestas._conexion
            return [dict(f._mapping) for f in conexion.execute(select(RECORDATORIO).order_by("id"))]

    def reportar(self, codigo: str, cuando: datetime) -> None:
        """Ana reporta esa actividad."""
        datos = DatosAvance(
            f"envio-{codigo}",
            self.renglones[codigo].id,
            ValorAvance(porcentaje=Porcentaje.de(60)),
            dificultades="Lluvias.",
            aclaracion="Sí.",
        )
        with self.como("ana", cuando) as contexto:
            registrar_avance(contexto, datos)


def escena_en(almacen: AlmacenSQL) -> Escena:
    """La escena, sembrada en ese almacén."""
    entorno = sembrar(almacen)
    with almacen.lectura() as unidad:
        renglones = {r.codigo: r for r in unidad.planes.renglones(entorno.entidad.id, VIGENCIA)}
    hecha = Escena(almacen, entorno, renglones, 0)
    hecha.numero = hecha.llega("A-004", "ana")
    return hecha
