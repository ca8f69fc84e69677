"""Depósito de updates recibidos: cada uno cuenta una vez, y el que no se deja procesar se aparta."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from almacen.tablas.esquema import ENTRADA, ENTRADA_FALLIDA
from almacen.tablas.sentencias import Deposito, momento, por_motor

_F = ENTRADA_FALLIDA.c
_ANOTAR = por_motor(
    lambda insertar: (
        insertar(ENTRADA)
        .on_conflict_do_nothing(index_elements=[ENTRADA.c.update_id])
        .execution_options(preserve_rowcount=True)
    )
)
_FALLIDO = por_motor(
    lambda insertar: (
        (nuevo := insertar(ENTRADA_FALLIDA))
        .on_conflict_do_update(
            index_elements=[_F.update_id],
            set_={
                "intentos": _F.intentos + 1,
                "crudo": nuevo.excluded.crudo,
                "error": nuevo.excluded.error,
                "ultimo_en": nuevo.excluded.ultimo_en,
            },
        )
        .returning(_F.intentos)
    )
)
_APARTAR = (
    update(ENTRADA_FALLIDA).where(_F.update_id == bindparam("recibido")).values(apartado_en=momento("ahora"))
)
_APARTADOS = (
    select(_F.update_id, _F.error, _F.apartado_en)
    .where(_F.apartado_en.is_not(None))
    .order_by(_F.apartado_en.desc(), _F.update_id.desc())
    .limit(bindparam("limite"))
)
_OLVIDAR = delete(ENTRADA).where(ENTRADA.c.visto_en < momento("antes_de"))
_OLVIDAR_FALLIDAS = delete(ENTRADA_FALLIDA).where(_F.ultimo_en < momento("antes_de"))


def _guardable(texto: str) -> str:
    """Sin NUL ni sustitutos sueltos: PostgreSQL no los admite y aquí solo sirven para mirar."""
    return texto.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class DepositoEntrantes(Deposito):
    """Updates recibidos: cada uno se procesa una vez."""

    def anotar(self, update_id: int, usuario_id: int | None, ahora: datetime) -> bool:
        """``True`` si es la primera vez que llega; la fila queda en esta transacción."""
        datos = {"update_id": update_id, "usuario_id": usuario_id, "visto_en": ahora}
        return self._conexion.execute(_ANOTAR[self._motor], datos).rowcount == 1

    def fallido(self, update_id: int, crudo: str, error: str, ahora: datetime) -> int:
        """Suma un intento fallido y devuelve cuántos van; va en una transacción aparte de la que falló."""
        datos = {
            "update_id": update_id,
            "crudo": _guardable(crudo),
            "error": _guardable(error),
            "intentos": 1,
            "ultimo_en": ahora,
        }
        return int(self._conexion.execute(_FALLIDO[self._motor], datos).scalar_one())

    def apartar(self, update_id: int, ahora: datetime) -> None:
        """Lo da por visto con error: no vuelve a intentarse; queda para revisión."""
        self.anotar(update_id, None, ahora)
        self._conexion.execute(_APARTAR, {"recibido": update_id, "ahora": ahora})

    def apartados(self, limite: int = 50) -> Sequence[tuple[int, str, datetime]]:
        """Updates apartados, del más nuevo al más viejo: id, error y cuándo."""
        filas = self._conexion.execute(_APARTADOS, {"limite": limite})
        return [(fila.update_id, fila.error, fila.apartado_en) for fila in filas]

    def purgar(self, antes_de: datetime) -> int:
        """Olvida los vistos (y los fallidos) anteriores a esa fecha; devuelve cuántos vistos."""
        self._conexion.execute(_OLVIDAR_FALLIDAS, {"antes_de": antes_de})
        return self._conexion.execute(_OLVIDAR, {"antes_de": antes_de}).rowcount
