"""Depósitos de lo que una conversación deja para después: reportes aplazados y preguntas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from almacen.tablas.esquema import APLAZADO, DUDA
from almacen.tablas.sentencias import Deposito, FilaSQL, momento, por_motor
from dominio.modelo.borrador import Borrador
from dominio.modelo.conversacion import Aplazado, ClaseDuda, Duda
from dominio.modelo.identidad import IdPersona

VIDA = timedelta(days=90)
# Lo que alguien escribió no se guarda más de lo que dura un reporte a medias.
VIDA_DE_UNA_DUDA = timedelta(days=1)

_A = APLAZADO.c
_D = DUDA.c
_DATOS = (
    "asunto",
    "esquema",
    "clave_envio",
    "actualizado_en",
    "vence_en",
    "respuestas",
    "version",
    "editando",
)
_ESCRITAS = ("persona_id", "chat_id", "titulo", "aplazado_en", *_DATOS)
_DEJAR = por_motor(
    lambda insertar: (
        (nuevo := insertar(APLAZADO))
        .on_conflict_do_update(
            index_elements=[_A.clave_envio],
            set_={nombre: nuevo.excluded[nombre] for nombre in _ESCRITAS},
        )
        .returning(_A.id)
    )
)
_LEIDAS = (_A.id, _A.titulo, _A.aplazado_en, _A.persona_id, _A.chat_id, *(_A[nombre] for nombre in _DATOS))
_SUYOS = (_A.persona_id == bindparam("persona"), _A.chat_id == bindparam("chat"))
_LISTAR = select(*_LEIDAS).where(*_SUYOS).order_by(_A.aplazado_en.desc(), _A.id.desc())
_CONTAR = select(func.count()).select_from(APLAZADO).where(*_SUYOS)
_HAY = select(_A.id).where(_A.clave_envio == bindparam("clave"))
_SACAR = (
    delete(APLAZADO)
    .where(_A.id == bindparam("aplazado"), _A.persona_id == bindparam("persona"))
    .returning(*_LEIDAS)
)
_PURGAR = delete(APLAZADO).where(_A.aplazado_en < momento("desde"))

_SUYA = (_D.persona_id == bindparam("persona"), _D.chat_id == bindparam("chat"))
_PREGUNTAR = insert(DUDA).returning(_D.id)
_PENDIENTE = select(
    _D.persona_id, _D.chat_id, _D.clase, _D.frase, _D.hecha_en, _D.datos, _D.borrador, _D.version, _D.id
).where(*_SUYA)
_OLVIDAR_VIEJAS = delete(DUDA).where(_D.hecha_en < momento("desde"))
_OLVIDAR = delete(DUDA).where(*_SUYA)


def _leer(fila: FilaSQL) -> Aplazado:
    numero, titulo, aplazado_en, persona_id, chat_id, *resto = fila
    borrador = Borrador(0, persona_id, chat_id, **dict(zip(_DATOS, resto, strict=True)))
    return Aplazado(numero, titulo, borrador, aplazado_en)


class DepositoAplazados(Deposito):
    """Reportes dejados para después."""

    def guardar(self, borrador: Borrador, titulo: str, ahora: datetime) -> int:
        """Lo deja para después y olvida los de hace más de noventa días; devuelve su número."""
        self._conexion.execute(_PURGAR, {"desde": ahora - VIDA})
        datos = {nombre: getattr(borrador, nombre) for nombre in _DATOS}
        datos |= {"respuestas": dict(borrador.respuestas), "titulo": titulo, "aplazado_en": ahora}
        datos |= {"persona_id": borrador.persona_id, "chat_id": borrador.chat_id}
        return int(self._conexion.execute(_DEJAR[self._motor], datos).scalar_one())

    def listar(self, persona_id: IdPersona, chat_id: int) -> Sequence[Aplazado]:
        """Los de la persona en ese chat, del más nuevo al más viejo."""
        filas = self._conexion.execute(_LISTAR, {"persona": persona_id, "chat": chat_id})
        return [_leer(fila) for fila in filas]

    def contar(self, persona_id: IdPersona, chat_id: int) -> int:
        """Cuántos tiene la persona en ese chat."""
        return int(self._conexion.execute(_CONTAR, {"persona": persona_id, "chat": chat_id}).scalar_one())

    def hay(self, clave_envio: str) -> bool:
        """Si el reporte de esa clave está entre los aplazados."""
        return self._conexion.execute(_HAY, {"clave": clave_envio}).first() is not None

    def sacar(self, aplazado_id: int, persona_id: IdPersona) -> Aplazado | None:
        """Lo quita de la lista y lo devuelve; ``None`` si no existe o es de otra persona."""
        fila = self._conexion.execute(_SACAR, {"aplazado": aplazado_id, "persona": persona_id}).first()
        return None if fila is None else _leer(fila)


class DepositoDudas(Deposito):
    """La pregunta que espera respuesta, a lo sumo una por persona y chat."""

    def dejar(self, duda: Duda) -> int:
        """La guarda en lugar de la anterior y olvida las de hace más de un día; devuelve su número."""
        self._conexion.execute(_OLVIDAR_VIEJAS, {"desde": duda.hecha_en - VIDA_DE_UNA_DUDA})
        self.olvidar(duda.persona_id, duda.chat_id)
        datos = {
            "persona_id": duda.persona_id,
            "chat_id": duda.chat_id,
            "clase": duda.clase.value,
            "frase": duda.frase,
            "datos": dict(duda.datos),
            "borrador": duda.borrador,
            "version": duda.version,
            "hecha_en": duda.hecha_en,
        }
        return int(self._conexion.execute(_PREGUNTAR, datos).scalar_one())

    def traer(self, persona_id: IdPersona, chat_id: int) -> Duda | None:
        """La que espera respuesta."""
        fila = self._conexion.execute(_PENDIENTE, {"persona": persona_id, "chat": chat_id}).first()
        if fila is None:
            return None
        persona, chat, clase, *resto = fila
        return Duda(persona, chat, ClaseDuda(clase), *resto)

    def olvidar(self, persona_id: IdPersona, chat_id: int) -> None:
        """Ya se contestó, o ya no importa."""
        self._conexion.execute(_OLVIDAR, {"persona": persona_id, "chat": chat_id})
