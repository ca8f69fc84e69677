"""Depósito de la coherencia: ajustes, aceptaciones y las lecturas que solo hacen sus reglas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from almacen.tablas.esquema import (
    AJUSTE_DE_REGLA,
    APROPIACION,
    AVANCE,
    EVIDENCIA,
    HALLAZGO_ACEPTADO,
    PERSONA,
    REGISTRO,
)
from almacen.tablas.sentencias import Deposito, FilaSQL, por_motor
from dominio.modelo.coherencia import AjusteDeRegla, Apropiacion, NuevaAceptacion
from dominio.modelo.hallazgo import Aceptacion, Severidad
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.reporte import EstadoReporte
from dominio.valores.fechas import Vigencia

_J = AJUSTE_DE_REGLA.c
_H = HALLAZGO_ACEPTADO.c
_P = APROPIACION.c
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)


def _reemplazar(insercion: FilaSQL, llave: list[str], cambian: tuple[str, ...]) -> FilaSQL:
    """Inserta o, si ya está, cambia esas columnas."""
    return insercion.on_conflict_do_update(
        index_elements=llave, set_={columna: insercion.excluded[columna] for columna in cambian}
    )


_AJUSTES = (
    select(_J.regla, _J.apagada, _J.severidad, _J.umbral, _J.razon, PERSONA.c.nombre.label("autor"), _J.en)
    .select_from(AJUSTE_DE_REGLA.outerjoin(PERSONA, PERSONA.c.id == _J.autor_id))
    .where(_J.entidad_id == bindparam("entidad"))
)
_QUITAR = delete(AJUSTE_DE_REGLA).where(_J.entidad_id == bindparam("entidad"), _J.regla == bindparam("cual"))
_AJUSTAR = por_motor(
    lambda insertar: _reemplazar(
        insertar(AJUSTE_DE_REGLA),
        ["entidad_id", "regla"],
        ("apagada", "severidad", "umbral", "razon", "autor_id", "en"),
    )
)
_ACEPTADOS = (
    select(_H.huella, _H.razon, PERSONA.c.nombre.label("autor"), _H.en)
    .select_from(HALLAZGO_ACEPTADO.outerjoin(PERSONA, PERSONA.c.id == _H.autor_id))
    .where(_H.entidad_id == bindparam("entidad"), _H.vigencia == bindparam("anio"))
)
_ACEPTAR = por_motor(
    lambda insertar: _reemplazar(
        insertar(HALLAZGO_ACEPTADO), ["entidad_id", "vigencia", "huella"], ("razon", "autor_id", "en")
    )
)
_RETIRAR = delete(HALLAZGO_ACEPTADO).where(
    _H.entidad_id == bindparam("entidad"),
    _H.vigencia == bindparam("anio"),
    _H.huella.in_(bindparam("huellas", expanding=True)),
)
_APROPIACIONES = (
    select(
        _P.registro_id,
        _P.inicial,
        _P.adiciones,
        _P.reducciones,
        _P.creditos,
        _P.contracreditos,
        REGISTRO.c.definitiva,
    )
    .select_from(APROPIACION.join(REGISTRO, REGISTRO.c.id == _P.registro_id))
    .where(
        _P.entidad_id == bindparam("entidad"),
        _P.vigencia == bindparam("anio"),
        REGISTRO.c.retirado.is_(False),
        _P.inicial.is_not(None),
    )
)
_CERTIFICADAS = (
    select(AVANCE.c.actividad_id)
    .select_from(AVANCE.join(EVIDENCIA, EVIDENCIA.c.avance_id == AVANCE.c.id))
    .where(
        AVANCE.c.entidad_id == bindparam("entidad"),
        AVANCE.c.vigencia == bindparam("anio"),
        AVANCE.c.estado.in_(_CUENTAN),
        func.lower(EVIDENCIA.c.nombre).like("%certific%"),
    )
    .distinct()
)


class DepositoCoherencia(Deposito):
    """Ajustes de reglas, hallazgos aceptados y lo que miran R17, R39 y R40."""

    def ajustes(self, entidad_id: IdEntidad) -> Mapping[str, AjusteDeRegla]:
        """Código de regla → lo que la entidad cambió de ella."""
        return {
            fila.regla: AjusteDeRegla(
                fila.regla,
                fila.apagada,
                None if fila.severidad is None else Severidad(fila.severidad),
                fila.umbral,
                fila.razon,
                fila.autor,
                fila.en,
            )
            for fila in self._conexion.execute(_AJUSTES, {"entidad": entidad_id})
        }

    def ajustar(
        self, entidad_id: IdEntidad, ajuste: AjusteDeRegla, autor_id: IdPersona | None, ahora: datetime
    ) -> None:
        """Deja la regla como dice el ajuste; uno vacío la deja como viene."""
        if ajuste.vacio:
            self._conexion.execute(_QUITAR, {"entidad": entidad_id, "cual": ajuste.regla})
            return
        datos = {
            "entidad_id": entidad_id,
            "regla": ajuste.regla,
            "apagada": ajuste.apagada,
            "severidad": None if ajuste.severidad is None else ajuste.severidad.value,
            "umbral": ajuste.umbral,
            "razon": ajuste.razon,
            "autor_id": autor_id,
            "en": ahora,
        }
        self._conexion.execute(_AJUSTAR[self._motor], datos)

    def aceptaciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[str, Aceptacion]:
        """Huella de hallazgo → por qué se aceptó."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return {
            fila.huella: Aceptacion(fila.razon, fila.autor, fila.en)
            for fila in self._conexion.execute(_ACEPTADOS, datos)
        }

    def aceptar(self, nuevas: Sequence[NuevaAceptacion]) -> None:
        """Guarda las aceptaciones; la de una huella ya aceptada cambia su razón."""
        filas = [
            {
                "entidad_id": nueva.entidad_id,
                "vigencia": nueva.vigencia.anio,
                "regla": nueva.regla,
                "objeto": nueva.objeto,
                "mensaje": nueva.mensaje,
                "huella": nueva.huella,
                "razon": nueva.razon,
                "autor_id": nueva.autor_id,
                "en": nueva.en,
            }
            for nueva in nuevas
        ]
        if filas:
            self._conexion.execute(_ACEPTAR[self._motor], filas)

    def retirar(self, entidad_id: IdEntidad, vigencia: Vigencia, huellas: Sequence[str]) -> None:
        """Vuelve a abrir esos hallazgos."""
        if huellas:
            datos = {"entidad": entidad_id, "anio": vigencia.anio, "huellas": list(huellas)}
            self._conexion.execute(_RETIRAR, datos)

    def apropiaciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[int, Apropiacion]:
        """Identificador de registro → de dónde sale su definitiva, de los que la ejecución trae."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return {fila[0]: Apropiacion(*fila[1:]) for fila in self._conexion.execute(_APROPIACIONES, datos)}

    def certificadas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> frozenset[int]:
        """Actividades con una evidencia que se llama certificado, certificación o parecido."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return frozenset(self._conexion.execute(_CERTIFICADAS, datos).scalars())
