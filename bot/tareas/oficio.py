"""Cómo se hace cada encargo: leer un libro, aplicarlo, exportar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.ajustes import Ajustes
from bot.armado import Herramientas, armar_herramientas
from bot.tareas.mis_datos import NOMBRE as MIS_DATOS
from bot.tareas.mis_datos import escribir_mis_datos, mis_datos_listos
from bot.tareas.respuestas import documento, respuesta
from bot.tareas.rutas import nombre_seguro, ruta_de_salida, ruta_del_libro
from bot.textos.errores import explicar
from bot.textos.libros import (
    aplicada,
    caducada,
    con_errores,
    consolidado_listo,
    hay_celdas,
    plantilla_lista,
    vista_previa,
)
from dominio.casos.contexto import Contexto
from dominio.casos.exportar import anotar_exportacion, armar_consolidado
from dominio.casos.importar import importar, revisar_importacion
from dominio.casos.reportar import corte_actual, vigencia_actual
from dominio.errores import (
    BaseNoDisponible,
    BaseOcupada,
    ErrorDominio,
    EsquemaAtrasado,
    PermisoDenegado,
)
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.libro import ErrorDeLibro, TipoLibro
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Corte, Vigencia

# De esto se sale volviendo a intentar o arreglando la instalación: no es respuesta para la persona.
_DEL_AMBIENTE = (BaseNoDisponible, BaseOcupada, EsquemaAtrasado)


def hacer(numero: int, ahora: datetime, ajustes: Ajustes) -> None:
    """Hace el encargo ``numero`` y deja su respuesta en la salida, en una transacción.

    Lo que el plan no permite se contesta con su frase y el encargo queda fallido. A quien perdió su
    acceso mientras tanto no se le hace ni se le contesta nada.
    """
    herramientas = armar_herramientas(ajustes)
    try:
        with herramientas.almacen.lectura() as unidad:
            encargo = unidad.encargos.traer(IdEncargo(numero))
            persona = unidad.personas.traer(encargo.persona_id)
        taller = _Taller(herramientas, encargo, ahora)
        if not persona.activa:
            taller.rechazar(PermisoDenegado("persona"))
            return
        oficios = {
            TipoEncargo.LEER_LIBRO: taller.leer_libro,
            TipoEncargo.APLICAR_IMPORTACION: taller.aplicar,
            TipoEncargo.EXPORTAR: taller.exportar,
        }
        try:
            oficios[encargo.tipo]()
        except _DEL_AMBIENTE:
            raise
        except ErrorDominio as error:
            taller.rechazar(error)
    finally:
        herramientas.almacen.cerrar()


@dataclass(frozen=True, slots=True)
class _Taller:
    herramientas: Herramientas
    encargo: Encargo
    ahora: datetime

    @contextmanager
    def _contexto(self, *, escribe: bool) -> Iterator[tuple[UnidadDeTrabajo, Contexto]]:
        """Transacción con la persona que pidió el encargo, como es ahora: pudo ser revocada.

        Lo que tarda se hace sobre una lectura: quien escribe nunca espera a un libro.
        """
        almacen = self.herramientas.almacen
        with almacen.unidad() if escribe else almacen.lectura() as unidad:
            entidad = unidad.entidades.traer(self.encargo.entidad_id)
            actor = unidad.personas.traer(self.encargo.persona_id)
            calendario = self.herramientas.calendario_de(entidad)
            yield unidad, Contexto(unidad, actor, entidad, self.ahora, calendario)

    def _responder(
        self, unidad: UnidadDeTrabajo, texto: str, botones: Sequence[tuple[str, str]] = ()
    ) -> None:
        unidad.salidas.encolar([respuesta(self.encargo, texto, botones)], self.ahora)

    def _documento(self, unidad: UnidadDeTrabajo, archivo: Path) -> None:
        """Manda el archivo; la persona lo recibe con el nombre que tiene en la carpeta."""
        unidad.salidas.encolar([documento(self.encargo, archivo, self.herramientas.datos)], self.ahora)

    def _destino(self, nombre: str) -> Path:
        return ruta_de_salida(self.herramientas.datos, self.encargo.id, nombre)

    def _vigencia(self, contexto: Contexto) -> Vigencia:
        pedida = self.encargo.parametros.get("vigencia")
        if pedida:
            return Vigencia(int(str(pedida)))
        try:
            return vigencia_actual(contexto)
        except ErrorDominio:
            return Vigencia(contexto.hoy.year)

    def rechazar(self, error: ErrorDominio) -> None:
        """Lo cierra como fallido y dice por qué, si la persona aún tiene acceso."""
        with self._contexto(escribe=True) as (unidad, contexto):
            if contexto.actor.activa:
                self._responder(unidad, explicar(error))
            unidad.encargos.terminar(self.encargo.id, error=str(error)[:200])
            unidad.confirmar()

    def leer_libro(self) -> None:
        """Valida el libro recibido y muestra qué cambiaría; no guarda nada del plan."""
        ruta = ruta_del_libro(self.herramientas.datos, self.encargo)
        with self._contexto(escribe=False) as (_, contexto):
            vigencia = self._vigencia(contexto)
        libro = self.herramientas.lector.leer(ruta, vigencia.anio)
        with self._contexto(escribe=False) as (_, contexto):
            revision = revisar_importacion(contexto, vigencia, libro)
        if revision.errores or revision.resumen is None:
            self._con_errores(ruta, revision.errores)
            return
        huella = hashlib.sha256(ruta.read_bytes()).hexdigest()
        ruta.with_suffix(".json").write_text(self.herramientas.canje.a_json(libro), encoding="utf-8")
        parametros = {**self.encargo.parametros, "vigencia": vigencia.anio, "huella": huella}
        with self._contexto(escribe=True) as (unidad, _):
            unidad.encargos.guardar_parametros(self.encargo.id, parametros)
            botones = (
                ("Confirmar importación", f"i:{self.encargo.id}:si"),
                ("Descartar", f"i:{self.encargo.id}:no"),
            )
            self._responder(unidad, vista_previa(revision.resumen, vigencia), botones)
            unidad.encargos.terminar(self.encargo.id)
            unidad.confirmar()

    def _con_errores(self, ruta: Path, errores: Sequence[ErrorDeLibro]) -> None:
        anotado = self._destino(f"{nombre_seguro(self.encargo)}.errores.xlsx")
        if hay_celdas(errores):
            self.herramientas.escritor.anotado(ruta, errores, anotado)
        with self._contexto(escribe=True) as (unidad, _):
            self._responder(unidad, con_errores(errores))
            if hay_celdas(errores):
                self._documento(unidad, anotado)
            unidad.encargos.terminar(self.encargo.id)
            unidad.confirmar()

    def aplicar(self) -> None:
        """Guarda el libro que se revisó, si el plan no cambió mientras tanto lo vuelve a comparar."""
        origen = IdEncargo(int(str(self.encargo.parametros["lectura"])))
        with self._contexto(escribe=True) as (unidad, contexto):
            lectura = unidad.encargos.traer(origen)
            guardado = ruta_del_libro(self.herramientas.datos, lectura).with_suffix(".json")
            if not guardado.exists():
                self._responder(unidad, caducada())
            else:
                vigencia = Vigencia(int(str(lectura.parametros["vigencia"])))
                libro = self.herramientas.canje.de_json(guardado.read_text(encoding="utf-8"))
                resumen = importar(contexto, vigencia, libro, str(lectura.parametros["huella"]))
                self._responder(unidad, aplicada(resumen, vigencia))
            unidad.encargos.terminar(self.encargo.id)
            unidad.confirmar()

    def exportar(self) -> None:
        """Arma el consolidado y lo manda como documento."""
        parametros = self.encargo.parametros
        if parametros.get("plantilla"):
            self._plantilla(TipoLibro(str(parametros["plantilla"])))
            return
        if parametros.get("misdatos"):
            self._mis_datos()
            return
        with self._contexto(escribe=False) as (_, contexto):
            vigencia = self._vigencia(contexto)
            pedido = parametros.get("corte")
            corte = Corte.de(str(pedido)) if pedido else corte_actual(contexto, vigencia)[0]
            dependencia = str(parametros["dependencia"]) if parametros.get("dependencia") else None
            consolidado = armar_consolidado(contexto, vigencia, corte, dependencia, self.herramientas.version)
        texto, nombre = consolidado_listo(consolidado)
        destino = self._destino(nombre)
        self.herramientas.escritor.consolidado(consolidado, destino)
        with self._contexto(escribe=True) as (unidad, contexto):
            anotar_exportacion(contexto, consolidado)
            self._responder(unidad, texto)
            self._documento(unidad, destino)
            unidad.encargos.terminar(self.encargo.id)
            unidad.confirmar()

    def _mis_datos(self) -> None:
        destino = self._destino(MIS_DATOS)
        with self._contexto(escribe=True) as (unidad, contexto):
            escribir_mis_datos(contexto, destino)
            self._responder(unidad, mis_datos_listos())
            self._documento(unidad, destino)
            unidad.encargos.terminar(self.encargo.id)
            unidad.confirmar()

    def _plantilla(self, tipo: TipoLibro) -> None:
        destino = self._destino(f"plantilla-{tipo.value}.xlsx")
        self.herramientas.escritor.plantilla(tipo, destino)
        with self._contexto(escribe=True) as (unidad, _):
            self._responder(unidad, plantilla_lista(tipo))
            self._documento(unidad, destino)
            unidad.encargos.terminar(self.encargo.id)
            unidad.confirmar()
