"""Analizador del ``parse_mode`` HTML con las reglas y los errores del servidor real.

No es HTML de navegador: toda ``<`` abre etiqueta, solo existen las etiquetas de la lista
y los errores nombran la posición en bytes UTF-8. Un analizador tolerante (``html.parser``)
aceptaría «avance <5%», que el servidor real rechaza.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.simulador.texto import Entidad, ordenar, unidades
from bot.simulador.tipos import Objeto

ETIQUETAS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NOMBRADAS = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
ESPACIOS = b" \t\r\n\x00\x0b"
SUSTITUTOS_SUELTOS = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


class HtmlInvalido(Exception):
    """El texto no cumple las reglas del modo HTML; el mensaje es el del servidor real."""


@dataclass
class _Abierta:
    """Etiqueta abierta que espera su cierre."""

    nombre: str
    argumento: str
    desde_unidad: int
    desde_texto: int


class _Lector:
    """Cursor sobre los bytes UTF-8; el final se lee como byte cero, igual que en el servidor."""

    def __init__(self, texto: str) -> None:
        self.bytes = texto.encode("utf-8", "surrogatepass")
        self.pos = 0

    def actual(self) -> int:
        return self.bytes[self.pos] if self.pos < len(self.bytes) else 0

    def en_espacio(self) -> bool:
        return self.actual() in ESPACIOS

    def salta_espacios(self) -> None:
        while self.actual() and self.en_espacio():
            self.pos += 1

    def hasta(self, cierres: bytes) -> bytes:
        """Lee hasta un espacio, el final o uno de ``cierres``, sin consumirlo."""
        desde = self.pos
        while not self.en_espacio() and self.actual() not in cierres:
            self.pos += 1
        return self.bytes[desde : self.pos]

    def entidad(self) -> str | None:
        """Lee ``&lt;``, ``&#NNN;`` o ``&#xHH;``; ``None`` (sin avanzar) si no es una de ellas."""
        fin = self.pos + 1
        if self.bytes[fin : fin + 1] == b"#":
            caracter, fin = self._numerica(fin + 1)
        else:
            desde = fin
            while fin < len(self.bytes) and self.bytes[fin : fin + 1].isalpha():
                fin += 1
            caracter = NOMBRADAS.get(self.bytes[desde:fin], "")
        if not caracter:
            return None
        self.pos = fin + (self.bytes[fin : fin + 1] == b";")
        return caracter

    def _numerica(self, desde: int) -> tuple[str, int]:
        base, cifras = 10, b"0123456789"
        if self.bytes[desde : desde + 1] == b"x":
            base, cifras, desde = 16, b"0123456789abcdefABCDEF", desde + 1
        fin = desde
        while fin < len(self.bytes) and self.bytes[fin] in cifras:
            fin += 1
        valor = int(self.bytes[desde:fin] or b"0", base)
        return (chr(valor) if 0 < valor < 0x10FFFF else ""), fin


class _Analisis:
    """Estado de una lectura: texto ya limpio, entidades cerradas y etiquetas abiertas."""

    def __init__(self, texto: str) -> None:
        self.lector = _Lector(texto)
        self.salida = bytearray()
        self.unidad = 0
        self.entidades: list[Entidad] = []
        self.abiertas: list[_Abierta] = []

    def correr(self) -> tuple[str, list[Entidad]]:
        lector = self.lector
        while lector.pos < len(lector.bytes):
            byte = lector.actual()
            if byte == ord("<"):
                self._etiqueta()
                continue
            caracter = lector.entidad() if byte == ord("&") else None
            if caracter is None:
                caracter = self._caracter_crudo()
            self.salida += caracter.encode("utf-8", "surrogatepass")
            self.unidad += unidades(caracter)
        if self.abiertas:
            nombre = self.abiertas[-1].nombre
            raise HtmlInvalido(f'Can\'t find end tag corresponding to start tag "{nombre}"')
        try:
            return self.salida.decode("utf-8"), ordenar(self.entidades)
        except UnicodeDecodeError:
            raise HtmlInvalido(SUSTITUTOS_SUELTOS) from None

    def _caracter_crudo(self) -> str:
        lector = self.lector
        fin = lector.pos + 1
        while fin < len(lector.bytes) and lector.bytes[fin] & 0xC0 == 0x80:
            fin += 1
        caracter = lector.bytes[lector.pos : fin].decode("utf-8", "surrogatepass")
        lector.pos = fin
        return caracter

    def _etiqueta(self) -> None:
        inicio = self.lector.pos
        self.lector.pos += 1
        if self.lector.actual() == ord("/"):
            self._cierre(inicio)
        else:
            self._apertura(inicio)

    def _apertura(self, inicio: int) -> None:
        lector = self.lector
        nombre = lector.hasta(b">").decode("utf-8", "replace").lower()
        if not lector.actual():
            raise HtmlInvalido(f"Unclosed start tag at byte offset {inicio}")
        if nombre not in ETIQUETAS:
            raise HtmlInvalido(f'Unsupported start tag "{nombre}" at byte offset {inicio}')
        argumento = ""
        while lector.actual() != ord(">"):
            lector.salta_espacios()
            if lector.actual() == ord(">"):
                break
            clave, valor = self._atributo(nombre, inicio)
            argumento = _argumento(nombre, clave, valor) or argumento
        if nombre == "span" and argumento != "tg-spoiler":
            raise HtmlInvalido(f'Tag "span" must have class "tg-spoiler" at byte offset {inicio}')
        lector.pos += 1
        self.abiertas.append(_Abierta(nombre, argumento, self.unidad, len(self.salida)))

    def _atributo(self, etiqueta: str, inicio: int) -> tuple[str, str | None]:
        lector = self.lector
        clave = lector.hasta(b"=>").decode("utf-8", "replace")
        if not clave:
            raise HtmlInvalido(f'Empty attribute name in the tag "{etiqueta}" at byte offset {inicio}')
        lector.salta_espacios()
        if lector.actual() and lector.actual() != ord("="):
            return clave, None
        lector.pos += 1
        lector.salta_espacios()
        if not lector.actual():
            raise HtmlInvalido(f'Unclosed start tag "{etiqueta}" at byte offset {inicio}')
        if lector.actual() in b"'\"":
            return clave, self._valor_entre_comillas(inicio)
        return clave, self._valor_suelto()

    def _valor_suelto(self) -> str:
        lector = self.lector
        desde = lector.pos
        while lector.actual() and (chr(lector.actual()).isalnum() or lector.actual() in b".-"):
            lector.pos += 1
        if not lector.en_espacio() and lector.actual() != ord(">"):
            raise HtmlInvalido(f"Unexpected end of name token at byte offset {desde}")
        return lector.bytes[desde : lector.pos].decode("utf-8", "replace").lower()

    def _valor_entre_comillas(self, inicio: int) -> str:
        lector = self.lector
        comilla = lector.actual()
        lector.pos += 1
        valor = ""
        while lector.actual() and lector.actual() != comilla:
            caracter = lector.entidad() if lector.actual() == ord("&") else None
            valor += self._caracter_crudo() if caracter is None else caracter
        if lector.actual() == comilla:
            lector.pos += 1
        if not lector.actual():
            raise HtmlInvalido(f"Unclosed start tag at byte offset {inicio}")
        return valor

    def _cierre(self, inicio: int) -> None:
        if not self.abiertas:
            raise HtmlInvalido(f"Unexpected end tag at byte offset {inicio}")
        lector = self.lector
        lector.pos += 1
        nombre = lector.hasta(b">").decode("utf-8", "replace").lower()
        lector.salta_espacios()
        if lector.actual() != ord(">"):
            raise HtmlInvalido(f"Unclosed end tag at byte offset {inicio}")
        lector.pos += 1
        abierta = self.abiertas.pop()
        if nombre and nombre != abierta.nombre:
            raise HtmlInvalido(
                f'Unmatched end tag at byte offset {inicio}, expected "</{abierta.nombre}>", '
                f'found "</{nombre}>"'
            )
        if self.unidad > abierta.desde_unidad:
            self._cerrar(abierta)

    def _cerrar(self, abierta: _Abierta) -> None:
        tipo = ETIQUETAS[abierta.nombre]
        desde, largo = abierta.desde_unidad, self.unidad - abierta.desde_unidad
        datos: Objeto = {}
        if tipo == "custom_emoji":
            return
        if tipo == "text_link":
            cubierto = self.salida[abierta.desde_texto :].decode("utf-8", "replace")
            enlace = _enlace(abierta.argumento or cubierto)
            if enlace is None:
                return
            datos["url"] = enlace
        if tipo == "blockquote" and abierta.argumento:
            tipo = "expandable_blockquote"
        if tipo in ("pre", "code"):
            tipo, datos = self._codigo(tipo, abierta, (desde, largo))
        self.entidades.append(Entidad(tipo, desde, largo, datos))

    def _codigo(self, tipo: str, abierta: _Abierta, tramo: tuple[int, int]) -> tuple[str, Objeto]:
        """``<pre><code class="language-x">`` (en cualquier orden) es un solo bloque con lenguaje."""
        ultima = self.entidades[-1] if self.entidades else None
        lenguaje = abierta.argumento
        if ultima is not None and (ultima.desde, ultima.largo) == tramo and ultima.tipo in ("pre", "code"):
            lenguaje = lenguaje or str(ultima.datos.get("language_temporal", ""))
            if ultima.tipo != tipo and lenguaje:
                self.entidades.pop()
                return "pre", {"language": lenguaje}
        return tipo, ({"language_temporal": lenguaje} if lenguaje else {})


def _argumento(etiqueta: str, clave: str, valor: str | None) -> str:
    """Lo que el atributo aporta a la entidad; los atributos ajenos se ignoran."""
    if etiqueta == "blockquote" and clave == "expandable":
        return "expandable"
    if valor is None:
        return ""
    if etiqueta == "a" and clave == "href":
        return valor
    if etiqueta == "code" and clave == "class" and valor.startswith("language-"):
        return valor.removeprefix("language-")
    if etiqueta == "span" and clave == "class" and valor.startswith("tg-"):
        return valor
    return ""


def _enlace(direccion: str) -> str | None:
    """Dirección en la forma del servidor, o ``None`` cuando no es un enlace válido."""
    if direccion.startswith(("tg://", "tg:", "mailto:")):
        return direccion
    if "://" not in direccion:
        direccion = f"http://{direccion}"
    partes = urlsplit(direccion)
    anfitrion = partes.hostname or ""
    if partes.scheme not in ("http", "https") or " " in partes.netloc or "." not in anfitrion:
        return direccion if anfitrion == "localhost" else None
    return partes._replace(path=partes.path or "/").geturl()


def analizar_html(texto: str) -> tuple[str, list[Entidad]]:
    """Separa el texto visible de sus entidades (desplazamientos en unidades UTF-16).

    Lanza ``HtmlInvalido`` con la descripción del servidor real.
    """
    limpio, entidades = _Analisis(texto).correr()
    for entidad in entidades:
        entidad.datos.pop("language_temporal", None)
    return limpio, entidades
