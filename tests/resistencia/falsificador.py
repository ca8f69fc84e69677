"""Botones que nadie mostró: al azar, de otra persona, de otro borrador, de otra versión, de otro valor."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from bot.motor.acciones import ACCIONES
from bot.motor.botones import MAXIMO_BYTES
from bot.ordenes.asistente import _BOTONES
from bot.ordenes.tabla import que_atiende

# Sin nulos: quien lee el update ya los quitó (``bot/canales/traductor.py``).
_RAROS = (
    "", "0", "-1", "-999999999999", "1e9", "99999999", "9" * 19, "9" * 40, "٣", "１２", "½", "null", "None",
    "si", "no", "../../etc", "' OR 1=1 --", "<b>", "%s", "%(x)s", "{0}", "\u202e1", "a\u0301", "🎉", "\n",
    ":", "::", ".", "AV-2026-999999", "AV-2026-000001", "EJ-1", "RM-9999-1", "entidad", "dependencia",
    "actividad", "2026-T3", "2026-T9", "2031-12-31", "31/02/2026", "aprobar", "cerrar", "confirmar", "*",
    "\\", "ñ" * 12,
)  # fmt: skip
_LETRAS = "abcdefghijklmnopqrstuvwxyzABC0123456789:._-% <>&'\"ñáé🎉٣\u202e\n"


class Falsificador:
    """Inventa botones con una semilla: los mismos siempre.

    Args:
        azar: de dónde sale todo.
        propio: clave y versión del borrador de quien toca.
        ajena: clave de un borrador de otra persona.
        vistos: datos de botones de verdad, que se mostraron a otros.
    """

    def __init__(
        self, azar: random.Random, propio: tuple[str, int], ajena: str, vistos: Sequence[str]
    ) -> None:
        self._azar, self._propio, self._ajena, self._vistos = azar, propio, ajena, tuple(vistos)
        self._maneras: tuple[Callable[[], str], ...] = (
            self._al_azar,
            self._con_prefijo,
            self._con_prefijo,
            self._con_prefijo,
            self._de_otra_persona,
            self._de_otra_version,
            self._fuera_de_lista,
            self._mutado,
            self._mutado,
        )

    def inventar(self) -> str:
        """Un dato de a lo sumo 64 bytes, como los que Telegram deja pasar."""
        dato = self._azar.choice(self._maneras)()
        return dato.encode("utf-8", "ignore")[:MAXIMO_BYTES].decode("utf-8", "ignore")

    def _al_azar(self) -> str:
        return "".join(self._azar.choices(_LETRAS, k=self._azar.randint(0, 60)))

    def _con_prefijo(self) -> str:
        """Un prefijo que sí atendemos, con cualquier cosa detrás."""
        prefijo = self._azar.choice([*sorted(_BOTONES), "o", "v", "n", "d", "n:e", "n:n"])
        partes = self._azar.choices(_RAROS, k=self._azar.randint(0, 4))
        return ":".join([prefijo, *partes])

    def _de_otra_persona(self) -> str:
        return self._de_dialogo(self._ajena, self._azar.randint(0, 9))

    def _de_otra_version(self) -> str:
        """De su propio borrador, pero de una pantalla que todavía no existe o ya pasó."""
        clave, version = self._propio
        otra = self._azar.choice([v for v in (0, version - 1, version + 1, 999_999, 10**7) if v >= 0])
        return self._de_dialogo(clave, otra) if otra != version else self._de_otra_persona()

    def _fuera_de_lista(self) -> str:
        """De su pantalla de ahora, con un valor que no está entre los que se ofrecen."""
        clave, version = self._propio
        valor = self._azar.choice([raro for raro in _RAROS if raro not in ("0", "99999999")])
        accion = self._azar.choice(("v", "ver", "editar", "listo", "confirmar", "raro", "editado", "vieja"))
        return f"d:{clave}:{version}:{accion}.{valor}"

    def _mutado(self) -> str:
        """Uno de verdad que vio otra persona, igual o con una letra cambiada."""
        dato = self._azar.choice(self._vistos)
        if self._azar.random() < 0.5 or not dato:
            return dato
        sitio = self._azar.randrange(len(dato))
        return dato[:sitio] + self._azar.choice(_LETRAS) + dato[sitio + 1 :]

    def _de_dialogo(self, clave: str, version: int) -> str:
        accion = self._azar.choice([*sorted(ACCIONES), "inventada", *sorted(que_atiende())[:3]])
        valor = self._azar.choice(_RAROS)
        return f"d:{clave}:{version}:{accion}" + (f".{valor}" if self._azar.random() < 0.5 else "")
