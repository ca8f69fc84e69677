"""Con qué trabaja quien hace un encargo: la persona que lo pidió, su entidad y dónde deja la respuesta."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.armado import Herramientas
from bot.tareas.respuestas import documento, fotografia, respuesta
from bot.tareas.rutas import ruta_de_salida
from bot.textos.errores import explicar
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import vigencia_actual
from dominio.errores import ErrorDominio
from dominio.modelo.encargo import Encargo
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class Taller:
    """Un encargo y lo que hace falta para hacerlo."""

    herramientas: Herramientas
    encargo: Encargo
    ahora: datetime

    @contextmanager
    def contexto(self, *, escribe: bool) -> Iterator[tuple[UnidadDeTrabajo, Contexto]]:
        """Transacción con la persona que pidió el encargo, como es ahora: pudo ser revocada.

        Lo que tarda se hace sobre una lectura: quien escribe nunca espera a un libro.
        """
        almacen = self.herramientas.almacen
        with almacen.unidad() if escribe else almacen.lectura() as unidad:
            entidad = unidad.entidades.traer(self.encargo.entidad_id)
            actor = unidad.personas.traer(self.encargo.persona_id)
            calendario = self.herramientas.calendario_de(entidad)
            yield unidad, Contexto(unidad, actor, entidad, self.ahora, calendario)

    def responder(self, unidad: UnidadDeTrabajo, texto: str, botones: Sequence[tuple[str, str]] = ()) -> None:
        """Deja la respuesta en lugar del mensaje de progreso."""
        unidad.salidas.encolar([respuesta(self.encargo, texto, botones)], self.ahora)

    def mandar(self, unidad: UnidadDeTrabajo, archivo: Path) -> None:
        """Manda el archivo; la persona lo recibe con el nombre que tiene en la carpeta."""
        unidad.salidas.encolar([documento(self.encargo, archivo, self.herramientas.datos)], self.ahora)

    def mostrar(self, unidad: UnidadDeTrabajo, dibujo: Path, leyenda: str) -> None:
        """Manda el dibujo como foto, con su leyenda (hasta 1.024 caracteres)."""
        envio = fotografia(self.encargo, dibujo, self.herramientas.datos, leyenda)
        unidad.salidas.encolar([envio], self.ahora)

    def destino(self, nombre: str) -> Path:
        """Dónde se escribe un archivo de este encargo."""
        return ruta_de_salida(self.herramientas.datos, self.encargo.id, nombre)

    def vigencia(self, contexto: Contexto) -> Vigencia:
        """La pedida, la del plan en curso o la de hoy si no hay plan."""
        pedida = self.encargo.parametros.get("vigencia")
        if pedida:
            return Vigencia(int(str(pedida)))
        try:
            return vigencia_actual(contexto)
        except ErrorDominio:
            return Vigencia(contexto.hoy.year)

    def cerrar(self, unidad: UnidadDeTrabajo) -> None:
        """El encargo queda hecho, en la misma transacción de su respuesta."""
        unidad.encargos.terminar(self.encargo.id)
        unidad.confirmar()

    def rechazar(self, error: ErrorDominio) -> None:
        """Lo cierra como fallido y dice por qué, si la persona aún tiene acceso."""
        with self.contexto(escribe=True) as (unidad, contexto):
            if contexto.actor.activa:
                self.responder(unidad, explicar(error))
            unidad.encargos.terminar(self.encargo.id, error=str(error)[:200])
            unidad.confirmar()
