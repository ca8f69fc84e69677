"""Texto y entidades del chat: unidades UTF-16, detección automática y límites."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.simulador.tipos import Lista, Objeto

TEXTO_MAXIMO = 4096
PIE_MAXIMO = 1024
ESPACIOS = " \t\r\n\x0b"

PRIORIDADES = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
TIPOS_DE_ENTIDAD = {
    *PRIORIDADES, "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
}  # fmt: skip
AUTOMATICAS = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
)


@dataclass
class Entidad:
    """Tramo con formato: tipo, comienzo y largo en unidades UTF-16, y sus datos (``url``, ``language``)."""

    tipo: str
    desde: int
    largo: int
    datos: Objeto = field(default_factory=dict)

    @property
    def hasta(self) -> int:
        """Primera unidad después del tramo."""
        return self.desde + self.largo

    def json(self) -> Objeto:
        """Forma de ``MessageEntity``."""
        return {"offset": self.desde, "length": self.largo, "type": self.tipo, **self.datos}


def unidades(texto: str) -> int:
    """Largo en unidades UTF-16, que es como cuenta Telegram."""
    return len(texto) + sum(1 for letra in texto if ord(letra) > 0xFFFF)


def tramo(texto: str, desde: int, largo: int) -> str:
    """Parte del texto dada en unidades UTF-16."""
    crudo = texto.encode("utf-16-le", "surrogatepass")
    return crudo[2 * desde : 2 * (desde + largo)].decode("utf-16-le", "replace")


def ordenar(entidades: list[Entidad]) -> list[Entidad]:
    """Orden del servidor: por comienzo, la más larga primero, y por prioridad de tipo."""
    return sorted(entidades, key=lambda e: (e.desde, -e.largo, PRIORIDADES.get(e.tipo, 50)))


def normalizar(texto: str, entidades: list[Entidad]) -> tuple[str, list[Objeto]]:
    """Texto tal como queda publicado: sin blancos en las puntas y con sus entidades ajustadas.

    Dentro de un bloque de código no hay otras entidades; fuera de él se detectan enlaces,
    correos, menciones, etiquetas y comandos.
    """
    sin_inicio = texto.lstrip(ESPACIOS)
    corrido = unidades(texto) - unidades(sin_inicio)
    limpio = sin_inicio.rstrip(ESPACIOS)
    total = unidades(limpio)
    ajustadas = []
    for entidad in entidades:
        desde, hasta = max(0, entidad.desde - corrido), min(total, entidad.hasta - corrido)
        if hasta > desde:
            ajustadas.append(Entidad(entidad.tipo, desde, hasta - desde, entidad.datos))
    codigos = _bloques_de_codigo(ajustadas)
    visibles = [pieza for e in ajustadas for pieza in _fuera_de_codigo(e, codigos)]
    visibles += _automaticas(limpio, visibles)
    return limpio, [entidad.json() for entidad in ordenar(visibles)]


def _bloques_de_codigo(entidades: list[Entidad]) -> list[Entidad]:
    """Bloques ``pre`` y los ``code`` que no están dentro de uno."""
    bloques = [e for e in entidades if e.tipo == "pre"]
    for entidad in entidades:
        if entidad.tipo == "code" and all(
            e.hasta <= entidad.desde or entidad.hasta <= e.desde for e in bloques
        ):
            bloques.append(entidad)
    return bloques


def _fuera_de_codigo(entidad: Entidad, codigos: list[Entidad]) -> list[Entidad]:
    """La entidad partida alrededor del código; las citas lo pueden contener."""
    if entidad in codigos or entidad.tipo in ("blockquote", "expandable_blockquote"):
        return [entidad]
    piezas = [(entidad.desde, entidad.hasta)]
    for codigo in codigos:
        piezas = [
            corte
            for desde, hasta in piezas
            for corte in ((desde, min(hasta, codigo.desde)), (max(desde, codigo.hasta), hasta))
            if corte[0] < corte[1]
        ]
    return [Entidad(entidad.tipo, desde, hasta - desde, entidad.datos) for desde, hasta in piezas]


def _automaticas(texto: str, puestas: list[Entidad]) -> list[Entidad]:
    ocupadas = [e for e in puestas if e.tipo in ("pre", "code", "text_link", "text_mention")]
    halladas: list[Entidad] = []
    for tipo, patron in AUTOMATICAS:
        for hallazgo in patron.finditer(texto):
            desde = unidades(texto[: hallazgo.start()])
            nueva = Entidad(tipo, desde, unidades(hallazgo.group()))
            if all(e.hasta <= nueva.desde or nueva.hasta <= e.desde for e in (*ocupadas, *halladas)):
                halladas.append(nueva)
    return halladas


def entidades_dadas(crudas: Lista) -> list[Entidad]:
    """Entidades que el bot mandó explícitas; las de tipo desconocido se ignoran, como hace el servidor."""
    return [
        Entidad(
            e["type"], e["offset"], e["length"],
            {c: v for c, v in e.items() if c not in ("type", "offset", "length")},
        )
        for e in crudas
        if e["type"] in TIPOS_DE_ENTIDAD and e["length"] > 0
    ]  # fmt: skip
