"""Depósito de las difusiones: se encolan, se cuentan y se cierran por conjuntos, nunca persona a persona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update

from almacen.tablas.consultas_difusiones import (
    CANCELAR,
    COLUMNAS,
    CON_PROGRESO,
    CREAR,
    CUENTAS,
    DESDE,
    DETENER,
    EN_CURSO,
    ENLAZAR,
    ENTREGABLE,
    ES_DESTINATARIA,
    FIJAR,
    MENSAJE,
    OTRA_VUELTA,
    POR_CLAVE,
    REABRIR,
    SIN_RECIBIR,
    TERMINAR,
    TRAER,
    ULTIMAS,
    destinar,
)
from almacen.tablas.esquema import DIFUSION, PERSONA, SALIDA
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.difusion import (
    CuentaDeDifusion,
    DestinoDeDifusion,
    Difusion,
    IdDifusion,
    NuevaDifusion,
    SinRecibir,
    SituacionDeEntrega,
)
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdEnvio, IdPersona
from dominio.modelo.persona import Rol

_F, _P = DIFUSION.c, PERSONA.c


class DepositoDifusiones(Deposito):
    """Difusiones, sus destinatarios y sus mensajes."""

    def exclusiva(self, entidad_id: IdEntidad) -> None:
        """Espera el turno de difundir en esa entidad; dura lo que la transacción."""
        self.candado(f"difusiones:{entidad_id}")

    def crear(self, nueva: NuevaDifusion) -> IdDifusion | None:
        """La guarda y deja en la salida un mensaje por persona; ``None`` si la clave ya existía.

        Cuesta las mismas sentencias para una persona que para cinco mil. No le llega a su autor.
        """
        numero = self._conexion.execute(CREAR[self._motor], _fila(nueva)).scalar()
        if numero is None:
            return None
        destinatarias = _destinatarias(nueva)
        datos: dict[str, object] = {
            "prefijo": _prefijo(numero, 0),
            "cuerpo": dict(nueva.cuerpo),
            "no_antes": nueva.sale_en,
            "vence_en": nueva.vence_en,
            "ahora": nueva.creada_en,
            "objeto": f"difusion:{numero}",
        }
        mensajes = select(*MENSAJE).where(*destinatarias, ENTREGABLE).order_by(_P.id)
        self._conexion.execute(insert(SALIDA).from_select(COLUMNAS, mensajes), datos)
        self._conexion.execute(destinar(destinatarias), {"difusion": numero, "prefijo": datos["prefijo"]})
        return IdDifusion(numero)

    def por_clave(self, clave_envio: str) -> Difusion | None:
        """La de esa clave de envío."""
        fila = self._conexion.execute(POR_CLAVE, {"clave": clave_envio}).first()
        return None if fila is None else _leer(fila)

    def traer(self, entidad_id: IdEntidad, difusion_id: IdDifusion) -> Difusion:
        """La de ese número; ``NoEncontrado`` si no es de la entidad."""
        fila = self._conexion.execute(TRAER, {"difusion": difusion_id, "entidad": entidad_id}).first()
        if fila is None:
            raise NoEncontrado("difusion", texto=str(difusion_id))
        return _leer(fila)

    def ultimas(self, entidad_id: IdEntidad, limite: int) -> Sequence[Difusion]:
        """Las más nuevas primero."""
        filas = self._conexion.execute(ULTIMAS, {"entidad": entidad_id, "limite": limite})
        return [_leer(fila) for fila in filas]

    def desde(self, entidad_id: IdEntidad, instante: datetime) -> int:
        """Cuántas se confirmaron desde ese instante."""
        return int(self._conexion.execute(DESDE, {"entidad": entidad_id, "instante": instante}).scalar_one())

    def en_curso(self, ahora: datetime) -> Sequence[Difusion]:
        """Las que ya deben estar saliendo y no han terminado, de todas las entidades."""
        return [_leer(fila) for fila in self._conexion.execute(EN_CURSO, {"ahora": ahora})]

    def cuentas(self, difusiones: Sequence[IdDifusion]) -> Mapping[IdDifusion, CuentaDeDifusion]:
        """Cuántas personas hay en cada situación, por difusión."""
        halladas: dict[IdDifusion, dict[SituacionDeEntrega, int]] = {numero: {} for numero in difusiones}
        if difusiones:
            for numero, situacion, cuantas in self._conexion.execute(
                CUENTAS, {"difusiones": list(difusiones)}
            ):
                halladas[numero][SituacionDeEntrega(situacion)] = cuantas
        return {numero: CuentaDeDifusion(cuenta) for numero, cuenta in halladas.items()}

    def sin_recibir(self, difusion_id: IdDifusion) -> Sequence[SinRecibir]:
        """A quiénes no les ha llegado y por qué, por situación y nombre; lo pendiente no está."""
        filas = self._conexion.execute(SIN_RECIBIR, {"difusion": difusion_id})
        halladas = [SinRecibir(*fila[:3], SituacionDeEntrega(fila[3])) for fila in filas]
        return sorted(halladas, key=lambda una: (una.situacion, normalizar(una.nombre), una.persona_id))

    def es_destinataria(self, difusion_id: IdDifusion, persona_id: IdPersona) -> bool:
        """Si a esa persona se le mandó."""
        datos = {"difusion": difusion_id, "persona": persona_id}
        return self._conexion.execute(ES_DESTINATARIA, datos).first() is not None

    def con_progreso(self, difusion_id: IdDifusion, envio_id: IdEnvio) -> None:
        """Enlaza el mensaje que cuenta cómo va."""
        self._conexion.execute(CON_PROGRESO, {"difusion": difusion_id, "envio": envio_id})

    def decir(self, difusion_id: IdDifusion, antes: str | None, ahora: str) -> bool:
        """Anota lo que el mensaje de progreso cuenta; ``False`` si otro proceso ya lo cambió."""
        igual = _F.dicho.is_(None) if antes is None else _F.dicho == antes
        decir = update(DIFUSION).where(_F.id == difusion_id, igual).values(dicho=ahora)
        return self._conexion.execute(decir).rowcount > 0

    def detener(self, difusion_id: IdDifusion, ahora: datetime) -> int:
        """Cancela lo que no ha salido; devuelve a cuántas personas ya no les llegará."""
        datos = {"difusion": difusion_id, "ahora": ahora}
        self._conexion.execute(DETENER, datos)
        return self._conexion.execute(CANCELAR, datos).rowcount

    def terminar(self, difusion_id: IdDifusion, ahora: datetime) -> bool:
        """La da por terminada y fija qué pasó con cada persona; ``False`` si ya lo estaba."""
        if self._conexion.execute(TERMINAR, {"difusion": difusion_id, "ahora": ahora}).rowcount == 0:
            return False
        self._conexion.execute(FIJAR, {"difusion": difusion_id})
        return True

    def reintentar(
        self, difusion_id: IdDifusion, cuerpo: Mapping[str, object], ahora: datetime, vence_en: datetime
    ) -> int:
        """Vuelve a poner en la salida lo que no llegó y hoy sí podría; devuelve a cuántas personas."""
        vueltas = select(_F.vueltas).where(_F.id == difusion_id)
        vuelta = int(self._conexion.execute(vueltas).scalar_one()) + 1
        prefijo = _prefijo(difusion_id, vuelta)
        datos: dict[str, object] = {
            "difusion": difusion_id,
            "prefijo": prefijo,
            "cuerpo": dict(cuerpo),
            "no_antes": None,
            "vence_en": vence_en,
            "ahora": ahora,
            "objeto": f"difusion:{difusion_id}",
        }
        self._conexion.execute(OTRA_VUELTA, datos)
        # Se cuenta al enlazar: no todo motor dice cuántas filas insertó una consulta.
        enlace = {"difusion": difusion_id, "prefijo": prefijo}
        cuantas = self._conexion.execute(ENLAZAR, enlace).rowcount
        if cuantas:
            self._conexion.execute(REABRIR, {"difusion": difusion_id, "vuelta": vuelta, "ahora": ahora})
        return cuantas


def _prefijo(difusion_id: int, vuelta: int) -> str:
    return f"difusion:{difusion_id}:{vuelta}:"


def _destinatarias(nueva: NuevaDifusion) -> list[ColumnElement[bool]]:
    """Las personas activas de la entidad que el destino incluye, menos quien la manda."""
    destino = nueva.destino
    condiciones: list[ColumnElement[bool]] = [_P.entidad_id == nueva.entidad_id, _P.activa]
    if nueva.autor_id is not None:
        condiciones.append(_P.id != nueva.autor_id)
    if destino.rol is not None:
        condiciones.append(_P.rol == destino.rol.value)
    if destino.dependencias:
        condiciones.append(_P.dependencia_id.in_(destino.dependencias))
    return condiciones


def _fila(nueva: NuevaDifusion) -> dict[str, object]:
    destino = nueva.destino
    return {
        "entidad_id": nueva.entidad_id,
        "clave_envio": nueva.clave_envio,
        "autor_id": nueva.autor_id,
        "chat_id": nueva.chat_id,
        "texto": nueva.texto,
        "destino": {
            "rol": None if destino.rol is None else destino.rol.value,
            "dependencias": list(destino.dependencias),
        },
        "creada_en": nueva.creada_en,
        "sale_en": nueva.sale_en,
    }


def _leer(fila: FilaSQL) -> Difusion:
    rol = fila.destino["rol"]
    dependencias = tuple(IdDependencia(numero) for numero in fila.destino["dependencias"])
    destino = DestinoDeDifusion(Rol(rol) if rol else None, dependencias)
    return Difusion(
        id=fila.id,
        entidad_id=fila.entidad_id,
        autor_id=fila.autor_id,
        autor=fila.autor,
        chat_id=fila.chat_id,
        texto=fila.texto,
        destino=destino,
        progreso=fila.progreso,
        dicho=fila.dicho,
        vueltas=fila.vueltas,
        creada_en=fila.creada_en,
        sale_en=fila.sale_en,
        detenida_en=fila.detenida_en,
        terminada_en=fila.terminada_en,
    )
