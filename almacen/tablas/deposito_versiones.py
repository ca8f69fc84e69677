"""Depósito de las versiones del plan: una foto cada vez que cambia, y los cambios sin libro."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from almacen.tablas.cambios_sin_libro import CambiosSinLibro
from almacen.tablas.esquema import AUDITORIA, EDICION, META, PERSONA, PROGRAMACION, PROGRAMACION_ORIGINAL
from almacen.tablas.foto_del_plan import Foto, abrir_foto, retratar
from almacen.tablas.gasto_al_instante import HechosDeGasto
from almacen.tablas.pasado import Pasado, base_aparte
from almacen.tablas.sentencias import FilaSQL
from almacen.tablas.tipos import leer_pesos
from dominio.errores import NoEncontrado
from dominio.modelo.financiero import Saldos
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.version_del_plan import (
    ClaseDeEdicion,
    EdicionDelPlan,
    IdEdicion,
    NuevaEdicion,
    PlanEnFoto,
)
from dominio.reglas.versiones import saldos_antes, saldos_despues
from dominio.valores.dinero import CERO
from dominio.valores.fechas import Vigencia

if TYPE_CHECKING:
    from dominio.puertos.unidad import UnidadDeTrabajo

_E = EDICION.c
_PROPIAS = (_E.entidad_id == bindparam("entidad"), _E.vigencia == bindparam("anio"))
_CON_NUMERO = (ClaseDeEdicion.APROBADA, ClaseDeEdicion.MODIFICACION)
_SIN_FOTO = (
    select(
        *(columna for columna in _E if columna.name != "foto"),
        PERSONA.c.nombre.label("autor"),
        func.max(_E.numero).over(order_by=_E.secuencia).label("version"),
    )
    .select_from(EDICION.outerjoin(PERSONA, PERSONA.c.id == _E.autor_id))
    .where(*_PROPIAS)
    .order_by(_E.secuencia)
)
_DUENA = EDICION.alias("duena")
_FOTO = (
    select(_E.vigencia, func.coalesce(_E.foto, _DUENA.c.foto).label("foto"))
    .select_from(EDICION.outerjoin(_DUENA, _DUENA.c.id == _E.foto_de))
    .where(_E.id == bindparam("edicion"), _E.entidad_id == bindparam("entidad"))
)
_IMPORTADO = select(func.max(AUDITORIA.c.cuando)).where(
    AUDITORIA.c.entidad_id == bindparam("entidad"),
    AUDITORIA.c.accion == "importar",
    AUDITORIA.c.objeto == bindparam("plan"),
)


class DepositoVersiones(CambiosSinLibro):
    """Las ediciones de cada plan; se agregan y nunca se cambian."""

    def turno(self, entidad_id: IdEntidad) -> None:
        """Espera, hasta el fin de la transacción, que nadie más cambie el plan de la entidad."""
        self.candado(f"plan:{entidad_id}")

    def ediciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[EdicionDelPlan]:
        """Todas las de la vigencia, de la primera a la última, sin sus fotos."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [_leer(fila) for fila in self._conexion.execute(_SIN_FOTO, datos)]

    def guardar(self, nueva: NuevaEdicion) -> EdicionDelPlan | None:
        """Fotografía el plan guardado; ``None`` si es un borrador o un seguimiento y nada cambió."""
        self.turno(nueva.entidad_id)
        foto = retratar(self._conexion, nueva.entidad_id, nueva.vigencia.anio)
        ultima = self._ultima(nueva)
        huella = foto.huella()
        igual = ultima is not None and ultima.huella_foto == huella and self._se_deduce(nueva, ultima, foto)
        if igual and nueva.clase not in _CON_NUMERO:
            return None
        return self._agregar(nueva, foto, huella, ultima, repetida=igual)

    def guardar_anterior(self, nueva: NuevaEdicion) -> EdicionDelPlan:
        """Fotografía un plan cargado antes de que se guardaran sus ediciones, con el gasto de entonces."""
        self.turno(nueva.entidad_id)
        foto = self._de_antes(nueva.entidad_id, nueva.vigencia.anio, nueva.en)
        return self._agregar(nueva, foto, foto.huella(), self._ultima(nueva), repetida=False)

    def huella(self, entidad_id: IdEntidad, vigencia: Vigencia) -> str:
        """Huella de la programación guardada hoy; no mira avances, ejecución ni orden."""
        return retratar(self._conexion, entidad_id, vigencia.anio).huella_de_programacion()

    def congelar_original(self, entidad_id: IdEntidad, vigencia: Vigencia) -> None:
        """Deja la programación de hoy como la original de cada meta."""
        columnas = ("meta_id", "anio", "entidad_id", "vigencia", "valor")
        de_original = PROGRAMACION_ORIGINAL.c
        self._conexion.execute(
            delete(PROGRAMACION_ORIGINAL).where(
                de_original.entidad_id == entidad_id, de_original.vigencia == vigencia.anio
            )
        )
        vigente = (
            select(*(PROGRAMACION.c[nombre] for nombre in columnas))
            .join(META, META.c.id == PROGRAMACION.c.meta_id)
            .where(PROGRAMACION.c.entidad_id == entidad_id, PROGRAMACION.c.vigencia == vigencia.anio)
        )
        self._conexion.execute(insert(PROGRAMACION_ORIGINAL).from_select(list(columnas), vigente))

    def plan_de(self, entidad_id: IdEntidad, edicion_id: IdEdicion) -> PlanEnFoto:
        """El plan de esa edición, sin avances.

        Raises:
            NoEncontrado: no es de la entidad.
        """
        anio, foto = self._foto(entidad_id, edicion_id)
        pasado = Pasado(self._conexion, entidad_id, anio)

        def llenar(destino: Connection) -> None:
            pasado.poner_plan(destino, foto)
            pasado.poner_registros_de_la_foto(destino, foto)

        with base_aparte(llenar) as unidad:
            planes, vigencia = unidad.planes, Vigencia(anio)
            return PlanEnFoto(
                tuple(planes.renglones(entidad_id, vigencia)),
                tuple(planes.registros(entidad_id, vigencia)),
                tuple(planes.metas(entidad_id, vigencia)),
                tuple(planes.poai(entidad_id, vigencia)),
                tuple(planes.pac(entidad_id, vigencia)),
                planes.niveles(entidad_id, vigencia),
            )

    @contextmanager
    def al_instante(
        self, entidad_id: IdEntidad, vigencia: Vigencia, edicion: EdicionDelPlan | None, instante: datetime
    ) -> Iterator[UnidadDeTrabajo]:
        """Una base aparte con esa programación y lo reportado y decidido hasta el instante."""
        if edicion is None:
            foto = self._de_antes(entidad_id, vigencia.anio, instante)
        else:
            foto = self._foto(entidad_id, edicion.id)[1]
        pasado = Pasado(self._conexion, entidad_id, vigencia.anio)
        with base_aparte(lambda destino: pasado.armar(destino, foto, instante)) as unidad:
            yield unidad

    def cargado_en(self, entidad_id: IdEntidad, vigencia: Vigencia) -> datetime | None:
        """Cuándo se importó por última vez algo de la vigencia; ``None`` si no quedó traza."""
        datos = {"entidad": entidad_id, "plan": f"vigencia:{vigencia}"}
        cuando: datetime | None = self._conexion.execute(_IMPORTADO, datos).scalar()
        return cuando

    def _de_antes(self, entidad_id: int, anio: int, instante: datetime) -> Foto:
        """El plan de hoy con el gasto como estaba en un instante anterior."""
        foto = retratar(self._conexion, entidad_id, anio)
        hechos = HechosDeGasto(self._conexion, entidad_id, anio)
        marcas = hechos.marcas(instante)
        saldos = {
            registro: [
                *_centavos(saldos_antes(_saldos(suyos), hechos.desde(registro, instante))),
                *marcas.get(registro, (0, 0)),
            ]
            for registro, suyos in foto.saldos.items()
        }
        return Foto(foto.tablas, saldos)

    def _ultima(self, nueva: NuevaEdicion) -> FilaSQL:
        datos = {"entidad": nueva.entidad_id, "anio": nueva.vigencia.anio}
        consulta = _SIN_FOTO.order_by(None).order_by(_E.secuencia.desc()).limit(1)
        return self._conexion.execute(consulta, datos).first()

    def _foto(self, entidad_id: IdEntidad, edicion_id: IdEdicion) -> tuple[int, Foto]:
        fila = self._conexion.execute(_FOTO, {"edicion": edicion_id, "entidad": entidad_id}).first()
        if fila is None:
            raise NoEncontrado("version", edicion=edicion_id)
        return fila.vigencia, abrir_foto(fila.foto)

    def _se_deduce(self, nueva: NuevaEdicion, ultima: FilaSQL, hoy: Foto) -> bool:
        """Si el gasto de hoy sale de la última foto y los movimientos que hubo después."""
        _, antes = self._foto(nueva.entidad_id, ultima.id)
        hechos = HechosDeGasto(self._conexion, nueva.entidad_id, nueva.vigencia.anio)
        for registro in {*antes.saldos, *hoy.saldos}:
            marcas = antes.saldos.get(registro, [0] * 6)
            quedan = saldos_despues(_saldos(marcas), hechos.entre(registro, marcas[4:]))
            if _centavos(quedan) != hoy.saldos.get(registro, [0] * 6)[:4]:
                return False
        return True

    def _agregar(
        self, nueva: NuevaEdicion, foto: Foto, huella: str, ultima: FilaSQL, *, repetida: bool
    ) -> EdicionDelPlan:
        version = ultima.version if ultima is not None else None
        acto = nueva.acto
        fila: dict[str, Any] = {
            "entidad_id": nueva.entidad_id,
            "vigencia": nueva.vigencia.anio,
            "secuencia": 1 if ultima is None else ultima.secuencia + 1,
            "clase": nueva.clase.value,
            "numero": (version or 0) + 1 if nueva.clase in _CON_NUMERO else None,
            # Dos relojes pueden no coincidir; la historia no retrocede.
            "en": nueva.en if ultima is None else max(nueva.en, ultima.en),
            "autor_id": nueva.autor_id,
            "origen": nueva.origen,
            "razon": nueva.razon,
            "acto": None if acto is None else acto.numero,
            "acto_fecha": None if acto is None else acto.fecha,
            "huella": foto.huella_de_programacion(),
            "huella_foto": huella,
            "foto_de": (ultima.foto_de or ultima.id) if repetida else None,
            "foto": None if repetida else foto.comprimida(),
        }
        self._conexion.execute(insert(EDICION), fila)
        return self.ediciones(nueva.entidad_id, nueva.vigencia)[-1]


def _leer(fila: FilaSQL) -> EdicionDelPlan:
    acto = None if fila.acto is None else ActoDelPlan(fila.acto, fila.acto_fecha)
    return EdicionDelPlan(
        id=IdEdicion(fila.id),
        vigencia=Vigencia(fila.vigencia),
        secuencia=fila.secuencia,
        clase=ClaseDeEdicion(fila.clase),
        numero=fila.numero,
        version=fila.version,
        en=fila.en,
        autor=fila.autor,
        origen=fila.origen,
        razon=fila.razon,
        acto=acto,
        huella=fila.huella,
    )


def _saldos(suyos: Sequence[int]) -> Saldos:
    return Saldos(CERO, *(leer_pesos(uno) or CERO for uno in suyos[:4]))


def _centavos(saldos: Saldos) -> list[int]:
    acumulados = (saldos.cdp, saldos.compromisos, saldos.obligaciones, saldos.pagos)
    return [pesos.centavos for pesos in acumulados]
