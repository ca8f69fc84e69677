"""Todo lo recorrido, junto: una lámina por diálogo y una por orden; lo que se ve igual, una sola vez."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.motor.dialogo import Dialogo
from bot.ordenes.tabla import ordenes
from bot.pantallas.actos import Acto
from bot.pantallas.escenas import Escena, LaminaDeDialogo, LaminaDeOrden

_INVITADO = re.compile(r"(/start )[A-Za-z0-9_-]{16,}")


@dataclass(slots=True)
class Galeria:
    """Las láminas, por nombre."""

    dialogos: dict[str, LaminaDeDialogo] = field(default_factory=dict)
    ordenes: dict[str, LaminaDeOrden] = field(default_factory=dict)

    @property
    def escenas(self) -> list[Escena]:
        """Todas, en orden."""
        de_dialogos = [e for lamina in self.dialogos.values() for e in (*lamina.aperturas, *lamina.escenas)]
        return [*de_dialogos, *(e for lamina in self.ordenes.values() for e in lamina.escenas)]

    def del_dialogo(self, dialogo: Dialogo) -> LaminaDeDialogo:
        """La lámina de ese diálogo."""
        return self.dialogos.setdefault(dialogo.nombre, LaminaDeDialogo(dialogo))

    def anotar(self, nombre: str, escena: Escena) -> None:
        """Suma la escena a la lámina de una orden; si otro rol la ve igual, se anota el rol."""
        if nombre not in self.ordenes:
            descripciones = {orden.nombre: str(orden.descripcion) for orden in ordenes()}
            self.ordenes[nombre] = LaminaDeOrden(nombre, descripciones.get(nombre, ""))
        sumar(self.ordenes[nombre].escenas, escena)

    def compactar(self) -> None:
        """Junta, en cada orden, lo que dice lo mismo a los mismos, con todo lo que lleva a ello."""
        for lamina in self.ordenes.values():
            juntas: dict[tuple[tuple[str, ...], str], Escena] = {}
            for escena in lamina.escenas:
                clave = (escena.quien, escena.llano)
                previa = juntas.get(clave)
                titulo = escena.titulo if previa is None else f"{previa.titulo} · {escena.titulo}"
                juntas[clave] = replace(previa or escena, titulo=titulo)
            lamina.escenas = list(juntas.values())


def sumar(escenas: list[Escena], escena: Escena) -> None:
    """La agrega, o le agrega el rol a la que ya dice lo mismo."""
    for indice, otra in enumerate(escenas):
        if otra.titulo == escena.titulo and otra.llano == escena.llano:
            escenas[indice] = replace(otra, quien=tuple(dict.fromkeys((*otra.quien, *escena.quien))))
            return
    escenas.append(escena)


def dichos(camino: tuple[Acto, ...]) -> tuple[str, ...]:
    """Lo que se hizo, acto por acto; los códigos de invitación, que salen del azar, con su nombre."""
    return tuple(_INVITADO.sub(r"\1CODIGO", acto.dicho) for acto in camino)


def nombre_del(camino: tuple[Acto, ...]) -> str:
    """El camino en una línea."""
    return " → ".join(dichos(camino))
