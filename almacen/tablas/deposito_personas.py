"""Depósito de personas, invitaciones e intentos de vinculación."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from almacen.tablas.consultas_personas import CAMPOS as _CAMPOS
from almacen.tablas.consultas_personas import de_conteos, de_fichas, de_folios
from almacen.tablas.esquema import APLAZADO, BORRADOR, DUDA, INTENTO, INVITACION, PERSONA
from almacen.tablas.sentencias import Deposito, FilaSQL, momento
from dominio.entender.texto import normalizar
from dominio.errores import CuentaYaVinculada, NoEncontrado
from dominio.modelo.ficha import Ficha
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.valores.fechas import Vigencia

UNA_HORA = timedelta(hours=1)

_P = PERSONA.c
_I = INVITACION.c
_POR_TELEGRAM = select(*_CAMPOS).where(_P.telegram_id == bindparam("telegram"), _P.activa)
_POR_ID = select(*_CAMPOS).where(_P.id == bindparam("persona"))
# Primero la activa: a una revocada se la vuelve a invitar y conserva sus actividades.
_POR_NOMBRE = (
    select(*_CAMPOS)
    .where(_P.entidad_id == bindparam("entidad"), _P.nombre_normalizado == bindparam("nombre"))
    .order_by(_P.activa.desc(), _P.id)
    .limit(1)
)
_ACTIVAS = select(*_CAMPOS).where(_P.entidad_id == bindparam("entidad"), _P.activa)
_CREAR = insert(PERSONA).returning(_P.id)
_PAPEL = (
    update(PERSONA)
    .where(_P.id == bindparam("persona"))
    .values(rol=bindparam("rol_nuevo"), dependencia_id=bindparam("dependencia_nueva"))
)
_ALCANCE = (
    update(PERSONA)
    .where(_P.telegram_id == bindparam("telegram"), _P.activa)
    .values(inalcanzable=bindparam("sin_alcance"))
)
_ANULAR = (
    update(INVITACION)
    .where(_I.persona_id == bindparam("persona"), _I.usada_en.is_(None))
    .values(anulada=True)
)
_SIRVE = (
    _I.resumen == bindparam("codigo"),
    _I.usada_en.is_(None),
    _I.anulada.is_(False),
    _I.vence_en > momento("ahora"),
)
_INVITADA = select(*_CAMPOS).join(INVITACION, _I.persona_id == _P.id).where(*_SIRVE)
_INVITAR = insert(INVITACION)
_GASTAR = update(INVITACION).where(*_SIRVE).values(usada_en=momento("ahora")).returning(_I.persona_id)
_VINCULAR = (
    update(PERSONA)
    .where(_P.id == bindparam("persona"))
    .values(
        telegram_id=bindparam("telegram"),
        activa=True,
        inalcanzable=False,
        # El aviso de datos personales se muestra antes de gastar la invitación.
        acepto_aviso_en=momento("ahora"),
    )
)
_DESVINCULAR = update(PERSONA).where(_P.id == bindparam("persona")).values(telegram_id=None, activa=False)
# Todo lo que dejó a medias: el borrador, lo aplazado y lo que se le preguntó.
_SIN_BORRADORES = tuple(
    delete(tabla).where(tabla.c.persona_id == bindparam("persona")) for tabla in (BORRADOR, APLAZADO, DUDA)
)
_SIN_INVITACIONES = delete(INVITACION).where(_I.persona_id == bindparam("persona"))
_FICHAS = de_fichas()
_CONTEOS = de_conteos()
_FOLIOS = de_folios()
_OLVIDAR_INTENTOS = delete(INTENTO).where(INTENTO.c.cuando <= momento("desde"))
_ANOTAR_INTENTO = insert(INTENTO)
_INTENTOS = select(func.count()).select_from(INTENTO).where(INTENTO.c.telegram_id == bindparam("telegram"))


def leer_persona(fila: FilaSQL) -> Persona:
    """De fila a modelo; los campos van en el orden de ``Persona``."""
    return Persona(*[*fila[:4], Rol(fila[4]), *fila[5:]])


class DepositoPersonas(Deposito):
    """Personas vinculadas o por vincular."""

    def por_telegram(self, telegram_id: int) -> Persona | None:
        """La persona activa vinculada a esa cuenta."""
        return self._una(self._conexion.execute(_POR_TELEGRAM, {"telegram": telegram_id}).first())

    def traer(self, persona_id: IdPersona) -> Persona:
        """La persona; ``NoEncontrado`` si no existe."""
        hallada = self._una(self._conexion.execute(_POR_ID, {"persona": persona_id}).first())
        if hallada is None:
            raise NoEncontrado("persona", persona=persona_id)
        return hallada

    def por_nombre(self, entidad_id: IdEntidad, nombre: str) -> Persona | None:
        """La de ese nombre sin distinguir tildes, mayúsculas ni espacios dobles.

        Prefiere la activa; si solo hay una revocada, esa: volver a invitarla le devuelve sus actividades.
        """
        buscado = {"entidad": entidad_id, "nombre": normalizar(nombre)}
        return self._una(self._conexion.execute(_POR_NOMBRE, buscado).first())

    def crear(self, nueva: NuevaPersona) -> Persona:
        """Registra a la persona, sin cuenta de Telegram."""
        datos = {
            "entidad_id": nueva.entidad_id,
            "nombre": nueva.nombre,
            "nombre_normalizado": normalizar(nueva.nombre),
            "cargo": nueva.cargo,
            "rol": nueva.rol.value,
            "dependencia_id": nueva.dependencia_id,
        }
        return self.traer(IdPersona(self._conexion.execute(_CREAR, datos).scalar_one()))

    def actualizar_papel(
        self, persona_id: IdPersona, rol: Rol, dependencia_id: IdDependencia | None
    ) -> Persona:
        """Cambia rol y dependencia; ``NoEncontrado`` si la persona no existe."""
        datos = {"persona": persona_id, "rol_nuevo": rol.value, "dependencia_nueva": dependencia_id}
        self._conexion.execute(_PAPEL, datos)
        return self.traer(persona_id)

    def listar(
        self,
        entidad_id: IdEntidad,
        rol: Rol | None = None,
        dependencia_id: IdDependencia | None = None,
    ) -> Sequence[Persona]:
        """Personas activas de la entidad, por nombre sin tildes (la base no ordena el español)."""
        consulta = _ACTIVAS
        if rol is not None:
            consulta = consulta.where(_P.rol == rol.value)
        if dependencia_id is not None:
            consulta = consulta.where(_P.dependencia_id == dependencia_id)
        personas = [leer_persona(fila) for fila in self._conexion.execute(consulta, {"entidad": entidad_id})]
        return sorted(personas, key=lambda persona: (normalizar(persona.nombre), persona.id))

    def fichas(self, entidad_id: IdEntidad, vigencia: Vigencia | None, ahora: datetime) -> Sequence[Ficha]:
        """Todas las de la entidad, también las revocadas, por nombre; ``vigencia``: de qué plan contar."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio if vigencia else 0, "ahora": ahora}
        filas = self._conexion.execute(_FICHAS, datos)
        fichas = [Ficha(leer_persona(fila[:10]), *fila[10:]) for fila in filas]
        return sorted(fichas, key=lambda ficha: (normalizar(ficha.persona.nombre), ficha.persona.id))

    def contar_reportes(self, persona_id: IdPersona) -> tuple[int, int]:
        """Cuántos avances y cuántos movimientos financieros ha reportado."""
        filas = self._conexion.execute(_CONTEOS, {"persona": persona_id})
        conteos = {clase: int(cuantos) for clase, cuantos in filas}
        return conteos["avances"], conteos["ejecuciones"]

    def folios_de(self, persona_id: IdPersona) -> frozenset[str]:
        """Los folios de todo lo que ha reportado."""
        return frozenset(self._conexion.execute(_FOLIOS, {"persona": persona_id}).scalars())

    def exclusiva(self, entidad_id: IdEntidad) -> None:
        """Espera el turno de gestionar a las personas de esa entidad; dura lo que la transacción."""
        self.candado(f"personas:{entidad_id}")

    def invitar(
        self, persona_id: IdPersona, resumen: str, vence_en: datetime, creada_por: IdPersona | None
    ) -> None:
        """Guarda una invitación por su resumen SHA-256; anula las anteriores sin usar de esa persona."""
        self._conexion.execute(_ANULAR, {"persona": persona_id})
        datos = {
            "persona_id": persona_id,
            "resumen": resumen,
            "vence_en": vence_en,
            "creada_por": creada_por,
        }
        self._conexion.execute(_INVITAR, datos)

    def anular_invitaciones(self, persona_id: IdPersona) -> None:
        """Las que no se han usado dejan de servir."""
        self._conexion.execute(_ANULAR, {"persona": persona_id})

    def invitada(self, resumen: str, ahora: datetime) -> Persona | None:
        """A quién es la invitación, si existe, no se ha usado y no ha vencido."""
        return self._una(self._conexion.execute(_INVITADA, {"codigo": resumen, "ahora": ahora}).first())

    def vincular(self, resumen: str, telegram_id: int, ahora: datetime) -> Persona | None:
        """Gasta la invitación y vincula la cuenta, en un solo paso: entre varios intentos gana uno.

        Raises:
            CuentaYaVinculada: la cuenta es de otra persona activa; la invitación queda sin gastar.
        """
        try:
            with self._conexion.begin_nested():
                gastada = self._conexion.execute(_GASTAR, {"codigo": resumen, "ahora": ahora}).scalar()
                if gastada is None:
                    return None
                datos = {"persona": gastada, "telegram": telegram_id, "ahora": ahora}
                self._conexion.execute(_VINCULAR, datos)
        except IntegrityError as causa:
            # El índice único habla por todas las réplicas; el punto de guardado devuelve la invitación.
            raise CuentaYaVinculada("telegram_id", telegram_id=telegram_id) from causa
        return self.traer(IdPersona(gastada))

    def anotar_intento(self, telegram_id: int, ahora: datetime) -> int:
        """Cuenta un intento fallido de vinculación; devuelve los de la última hora."""
        self._conexion.execute(_OLVIDAR_INTENTOS, {"desde": ahora - UNA_HORA})
        self._conexion.execute(_ANOTAR_INTENTO, {"telegram_id": telegram_id, "cuando": ahora})
        return int(self._conexion.execute(_INTENTOS, {"telegram": telegram_id}).scalar_one())

    def revocar(self, persona_id: IdPersona) -> None:
        """Desvincula la cuenta, desactiva a la persona y borra sus borradores e invitaciones.

        Raises:
            NoEncontrado: la persona no existe.
        """
        persona = {"persona": persona_id}
        if self._conexion.execute(_DESVINCULAR, persona).rowcount == 0:
            raise NoEncontrado("persona", persona=persona_id)
        for sentencia in _SIN_BORRADORES:
            self._conexion.execute(sentencia, persona)
        self._conexion.execute(_SIN_INVITACIONES, persona)

    def marcar_alcance(self, telegram_id: int, *, inalcanzable: bool) -> None:
        """La persona bloqueó (o volvió a abrir) el bot."""
        self._conexion.execute(_ALCANCE, {"telegram": telegram_id, "sin_alcance": inalcanzable})

    @staticmethod
    def _una(fila: FilaSQL | None) -> Persona | None:
        return None if fila is None else leer_persona(fila)
