"""Depósito de la ruta del plan: se agrega lo decidido y vale lo último."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, bindparam, insert, select

from almacen.tablas.esquema import (
    ACTO_DE_REMISION,
    APROBACION_DEL_PLAN,
    CARGA_DE_INSTRUMENTO,
    MARCA_DE_RUTA,
    PERSONA,
    PLAZO_DE_PASO,
    PUBLICACION_DEL_PLAN,
)
from almacen.tablas.sentencias import Deposito, PorMotor, por_motor
from dominio.errores import ConflictoDeVersion
from dominio.modelo.documento import IdDocumento
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import ClaseDeMarca, Marca, NuevaMarca
from dominio.modelo.remision import (
    AccionDeRemision,
    ActoDeRemision,
    Aprobacion,
    NuevaAprobacion,
    NuevaPublicacion,
    NuevoActoDeRemision,
    Publicacion,
)
from dominio.modelo.ruta import Carga, NuevoPlazo, Paso, PlazoDePaso
from dominio.reglas.publicacion import es_extemporanea
from dominio.valores.fechas import Vigencia


def _de_la_vigencia(tabla: Table) -> Select[Any]:
    """Las filas de la vigencia con el nombre de quien las dejó, en el orden en que se dejaron."""
    return (
        select(*tabla.c, PERSONA.c.nombre.label("autor"))
        .select_from(tabla.outerjoin(PERSONA, PERSONA.c.id == tabla.c.autor_id))
        .where(tabla.c.entidad_id == bindparam("entidad"), tabla.c.vigencia == bindparam("anio"))
        .order_by(tabla.c.id)
    )


def _sin_repetir(tabla: Table, *llave: str) -> PorMotor:
    columnas = [tabla.c[nombre] for nombre in llave]
    return por_motor(
        lambda insertar: insertar(tabla).on_conflict_do_nothing(index_elements=columnas).returning(tabla.c.id)
    )


_MARCAS = _de_la_vigencia(MARCA_DE_RUTA)
_PLAZOS = _de_la_vigencia(PLAZO_DE_PASO)
_REMISIONES = _de_la_vigencia(ACTO_DE_REMISION)
_APROBACIONES = _de_la_vigencia(APROBACION_DEL_PLAN)
_PUBLICACIONES = _de_la_vigencia(PUBLICACION_DEL_PLAN)
_CARGAS = _de_la_vigencia(CARGA_DE_INSTRUMENTO)
_MARCAR, _FIJAR, _CARGAR = insert(MARCA_DE_RUTA), insert(PLAZO_DE_PASO), insert(CARGA_DE_INSTRUMENTO)
_REMITIR = _sin_repetir(ACTO_DE_REMISION, "entidad_id", "vigencia", "dependencia_id", "numero")
_APROBAR = _sin_repetir(APROBACION_DEL_PLAN, "entidad_id", "vigencia")
_PUBLICAR = _sin_repetir(PUBLICACION_DEL_PLAN, "entidad_id", "vigencia", "numero")


class DepositoRuta(Deposito):
    """Lo que se decide sobre el plan de una vigencia."""

    def marcas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Marca]:
        """Lo dicho a mano, en orden."""
        return [
            Marca(fila.objeto, ClaseDeMarca(fila.clase), fila.razon, fila.autor, fila.en)
            for fila in self._leer(_MARCAS, entidad_id, vigencia)
        ]

    def marcar(self, nueva: NuevaMarca) -> None:
        """Agrega una marca."""
        self._conexion.execute(_MARCAR, _fila(nueva))

    def plazos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[Paso, PlazoDePaso]:
        """Los que fijó la entidad y siguen valiendo."""
        ultimos = {Paso(fila.paso): fila for fila in self._leer(_PLAZOS, entidad_id, vigencia)}
        return {
            paso: PlazoDePaso(fila.fecha, False, fila.norma or "", fila.autor)
            for paso, fila in ultimos.items()
            if fila.fecha is not None
        }

    def fijar_plazo(self, nuevo: NuevoPlazo) -> None:
        """Agrega un plazo, o lo quita si no trae fecha."""
        self._conexion.execute(_FIJAR, _fila(nuevo))

    def remisiones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActoDeRemision]:
        """Todo lo remitido, recibido y devuelto, en orden."""
        return [
            ActoDeRemision(
                dependencia_id=IdDependencia(fila.dependencia_id),
                numero=fila.numero,
                accion=AccionDeRemision(fila.accion),
                razon=fila.razon,
                huella=fila.huella,
                actividades=fila.actividades,
                autor=fila.autor,
                en=fila.en,
                autor_id=None if fila.autor_id is None else IdPersona(fila.autor_id),
            )
            for fila in self._leer(_REMISIONES, entidad_id, vigencia)
        ]

    def remitir(self, nuevo: NuevoActoDeRemision) -> None:
        """Agrega un acto.

        Raises:
            ConflictoDeVersion: otro entró antes con ese número.
        """
        self._agregar(_REMITIR, _fila(nuevo), "remision")

    def aprobacion(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Aprobacion | None:
        """La del Consejo de Gobierno, si ya fue."""
        fila = next(iter(self._leer(_APROBACIONES, entidad_id, vigencia)), None)
        if fila is None:
            return None
        documento = IdDocumento(fila.documento_id)
        return Aprobacion(fila.acta, fila.fecha, documento, fila.aceptados, fila.autor, fila.en)

    def aprobar(self, nueva: NuevaAprobacion) -> None:
        """Guarda la aprobación.

        Raises:
            ConflictoDeVersion: la vigencia ya tiene una.
        """
        datos = _fila(nueva)
        datos |= asdict(nueva.acto)
        datos.pop("acto")
        self._agregar(_APROBAR, datos, "aprobacion")

    def publicaciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Publicacion]:
        """Las publicaciones, en orden."""
        return [
            Publicacion(
                numero=fila.numero,
                fecha=fila.fecha,
                enlace=fila.enlace,
                extemporanea=fila.numero == 1 and es_extemporanea(fila.fecha, vigencia),
                autor=fila.autor,
                en=fila.en,
            )
            for fila in self._leer(_PUBLICACIONES, entidad_id, vigencia)
        ]

    def publicar(self, nueva: NuevaPublicacion) -> None:
        """Agrega una publicación.

        Raises:
            ConflictoDeVersion: otra entró antes con ese número.
        """
        self._agregar(_PUBLICAR, _fila(nueva), "publicacion")

    def cargas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Carga]:
        """La última carga de cada instrumento, en el orden de los instrumentos."""
        ultimas = {fila.instrumento: fila for fila in self._leer(_CARGAS, entidad_id, vigencia)}
        return [
            Carga(tipo, fila.archivo, fila.filas, fila.autor, fila.en)
            for tipo in TipoLibro
            if (fila := ultimas.get(tipo.value)) is not None
        ]

    def anotar_cargas(
        self,
        destino: tuple[IdEntidad, Vigencia],
        archivo: str,
        filas: Mapping[TipoLibro, int],
        autor_id: IdPersona | None,
        en: datetime,
    ) -> None:
        """Deja dicho de qué archivo salió cada instrumento."""
        entidad_id, vigencia = destino
        nuevas = [
            {
                "entidad_id": entidad_id,
                "vigencia": vigencia.anio,
                "instrumento": tipo.value,
                "archivo": archivo,
                "filas": cuantas,
                "autor_id": autor_id,
                "en": en,
            }
            for tipo, cuantas in filas.items()
        ]
        if nuevas:
            self._conexion.execute(_CARGAR, nuevas)

    def _leer(self, consulta: Select[Any], entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Any]:
        return self._conexion.execute(consulta, {"entidad": entidad_id, "anio": vigencia.anio}).all()

    def _agregar(self, sentencia: PorMotor, datos: Mapping[str, object], que: str) -> None:
        if self._conexion.execute(sentencia[self._motor], datos).scalar() is None:
            raise ConflictoDeVersion(que)


def _fila(nuevo: NuevaMarca | NuevoPlazo | NuevoActoDeRemision | NuevaAprobacion | NuevaPublicacion) -> Any:
    """El dato con el año de su vigencia; los enumerados ya son texto."""
    return asdict(nuevo) | {"vigencia": nuevo.vigencia.anio}
