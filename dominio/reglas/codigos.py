"""Los códigos de un libro: cuáles son dudosos, y el libro con las correcciones que alguien aceptó."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dominio.modelo.catalogo import SIN_CATALOGOS, Catalogos
from dominio.modelo.lectura import CodigoDudoso
from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPAC, FilaPlan, FilaPOAI, LibroLeido
from dominio.modelo.plan import TipoMeta
from dominio.reglas.ceros_perdidos import ACTIVIDAD
from dominio.reglas.formas_de_codigo import (
    Motivo,
    Reparo,
    danado,
    largo_de_producto,
    no_es_codigo,
    revisar_bpin,
    revisar_fuente,
    revisar_mga,
    son_indicadores,
    tiene_forma,
)
from dominio.reglas.programa_del_producto import productos_ajenos
from dominio.valores.codigos import CodigoBPIN

PRODUCTO, INDICADOR, PROGRAMA = "producto_mga", "indicador_mga", "programa_mga"
BPIN, FUENTE, META = "bpin", "fuente", "meta"
_CELDAS_QUE_SE_NOMBRAN = 10
# Si tantas de las que se pueden comparar dicen lo mismo, la que no lo dice es la rara.
_CASI_TODAS = 0.8
FilaConCodigos = FilaPlan | FilaIndicativo | FilaPOAI | FilaPAC | FilaEjecucion
_HOJAS = ("plan", "indicativo", "poai", "pac", "ejecucion")


@dataclass(slots=True)
class _Visto:
    """Dónde aparece un mismo código y con qué lo acompañan."""

    celdas: list[tuple[str, str]] = field(default_factory=list)
    veces: int = 0
    nombres: Counter[str] = field(default_factory=Counter)

    @property
    def nombre(self) -> str | None:
        """El que más veces lo acompaña."""
        return self.nombres.most_common(1)[0][0] if self.nombres else None


def revisar_codigos(libro: LibroLeido, catalogos: Catalogos = SIN_CATALOGOS) -> tuple[CodigoDudoso, ...]:
    """Los códigos dudosos del libro, agrupados por valor: qué trae, dónde, qué se propone y por qué.

    Sin catálogos solo se revisa la forma. Nada se cambia: lo que la persona acepte lo pone
    ``aplicar_correcciones``.

    Fuente: códigos como texto (MGA, BPIN, CCPET); R02, R05 y R15 de coherencia; trampas de los libros
    de Santiago de Cali, Tenjo y Guatapé.
    """
    vistos = _reunir(libro)
    dudosos: list[CodigoDudoso] = []

    def anotar(clase: str, llave: str, revisar: Callable[[str, _Visto], Reparo | None]) -> None:
        for trae, visto in vistos[llave].items():
            reparo = revisar(trae, visto)
            if reparo is not None:
                dudosos.append(_dudoso(clase, trae, visto, reparo))

    bpines = [codigo for codigo in vistos["bpin"] if tiene_forma(CodigoBPIN, codigo)]
    de_meta = _clase_de_las_metas(vistos["meta_codigo"])
    largo = largo_de_producto(vistos["producto_codigo"])
    de_producto = catalogos.producto if largo == 7 else catalogos.indicador
    actividades = vistos["actividad_codigo"]
    con_cero = {len(c) for c in actividades if c.isdecimal() and c.startswith("0")}
    anotar(PRODUCTO, "producto_codigo", lambda t, v: revisar_mga(t, largo, de_producto, v.nombre))
    anotar(de_meta, "meta_codigo", lambda t, _v: _de_meta(t, de_meta, vistos["meta_codigo"], catalogos))
    anotar(PROGRAMA, "programa_codigo", lambda t, _v: _de_programa(t, vistos["programa_codigo"]))
    anotar(BPIN, "bpin", lambda t, _v: revisar_bpin(t, bpines) or _otro_municipio(t, bpines, catalogos))
    anotar(FUENTE, "fuente_codigo", lambda t, v: revisar_fuente(t, catalogos.fuente, v.nombre))
    anotar(ACTIVIDAD, "actividad_codigo", lambda t, _v: _de_actividad(t, actividades, con_cero))
    ya = {d.trae for d in dudosos if d.clase == PRODUCTO}
    return (*dudosos, *_de_otro_programa(libro, ya))


def clave_de(dudoso: CodigoDudoso) -> str:
    """Con qué se nombra una corrección al aceptarla: «fuente:121000».

    Fuente: docs/reglas.md §13 (los códigos se proponen y alguien los acepta).
    """
    return f"{dudoso.clase}:{dudoso.trae.strip()}"


def aceptadas(codigos: Iterable[CodigoDudoso], claves: Collection[str]) -> tuple[CodigoDudoso, ...]:
    """Las correcciones con propuesta que nombran las claves («fuente:121000» o solo «121000»); «todas».

    Fuente: docs/reglas.md §13.
    """
    todas = "todas" in claves
    return tuple(
        d
        for d in codigos
        if d.propone is not None and (todas or clave_de(d) in claves or d.trae.strip() in claves)
    )


def _reunir(libro: LibroLeido) -> dict[str, dict[str, _Visto]]:
    """Dato → código → dónde aparece. Los de las metas que no son de producto no se miran como MGA."""
    vistos: dict[str, dict[str, _Visto]] = defaultdict(dict)
    for dato, nombre in (
        ("producto_codigo", "producto"),
        ("meta_codigo", None),
        ("programa_codigo", None),
        ("bpin", None),
        ("fuente_codigo", "fuente"),
        ("actividad_codigo", None),
    ):
        for hoja in _HOJAS:
            for fila in getattr(libro, hoja):
                trae = getattr(fila, dato, None)
                if not trae or _no_le_toca(fila, dato, trae):
                    continue
                visto = vistos[dato].setdefault(trae, _Visto())
                _sumar(visto, libro, fila, dato)
                if nombre is not None and (dicho := getattr(fila, nombre, None)):
                    visto.nombres[dicho] += 1
    return vistos


def _no_le_toca(fila: object, dato: str, trae: str) -> bool:
    """Una meta de gestión o administrativa no lleva producto ni BPIN; un código asignado no se revisa."""
    if dato == "actividad_codigo" and isinstance(fila, FilaPlan) and fila.sin_codigo:
        return True
    if not isinstance(fila, FilaPlan) or fila.tipo_meta is TipoMeta.PRODUCTO:
        return False
    return dato in ("producto_codigo", "bpin", "fuente_codigo") and no_es_codigo(trae)


def _sumar(visto: _Visto, libro: LibroLeido, fila: FilaConCodigos, dato: str) -> None:
    visto.veces += 1
    if len(visto.celdas) < _CELDAS_QUE_SE_NOMBRAN:
        visto.celdas.append((fila.hoja, _celda(libro, fila.hoja, dato, fila.fila)))


def _celda(libro: LibroLeido, hoja: str, dato: str, fila: int) -> str:
    letra = libro.posiciones.get((hoja, dato))
    return f"{letra}{fila}" if letra else f"fila {fila}"


def _dudoso(clase: str, trae: str, visto: _Visto, reparo: Reparo) -> CodigoDudoso:
    return CodigoDudoso(clase, trae, reparo.propone, tuple(visto.celdas), visto.veces, reparo.porque)


def _clase_de_las_metas(metas: Collection[str]) -> str:
    """Si los códigos de meta son indicadores de la MGA (nueve cifras) o propios de la entidad."""
    return INDICADOR if son_indicadores(metas) else META


def _de_meta(texto: str, clase: str, todas: Collection[str], catalogos: Catalogos) -> Reparo | None:
    if clase == INDICADOR:
        return revisar_mga(texto, 9, catalogos.indicador)
    limpio, dano = danado(texto)
    if dano is not None:
        return dano
    return _sin_su_cero(limpio, todas)


def _de_programa(texto: str, todos: Collection[str]) -> Reparo | None:
    limpio, dano = danado(texto)
    if dano is not None:
        return dano
    # Puede que ninguno sea de cifras: los hay propios de la entidad («P-12»).
    largo, cuantos = next(iter(Counter(len(p) for p in todos if p.isdecimal()).most_common(1)), (0, 0))
    del_largo = limpio.isdecimal() and len(limpio) == largo - 1 and largo >= 4
    if del_largo and cuantos >= _CASI_TODAS * len(todos):
        return Reparo(
            "0" + limpio, f"le falta el cero de la izquierda: los demás tienen {largo} cifras", Motivo.CERO
        )
    return _sin_su_cero(limpio, todos)


def _sin_su_cero(texto: str, todos: Collection[str]) -> Reparo | None:
    """El mismo código está en el libro con su cero y sin él."""
    if texto.isdecimal() and "0" + texto in todos:
        return Reparo("0" + texto, "el libro también lo trae con un cero a la izquierda", Motivo.CERO)
    return None


def _de_actividad(texto: str, todas: Collection[str], con_cero: Collection[int]) -> Reparo | None:
    """Conviven códigos con su cero y sin él: Excel se lo quitó a los que guardó como número."""
    if not texto.isdecimal() or texto.startswith("0") or len(texto) + 1 not in con_cero:
        return None
    if "0" + texto in todas:
        porque = f"el libro también trae {'0' + texto}: si son la misma actividad, escríbalas igual"
        return Reparo(None, porque, Motivo.CERO)
    return Reparo(
        "0" + texto,
        "le falta el cero de la izquierda: otros códigos de actividad del libro lo traen",
        Motivo.CERO,
    )


def _otro_municipio(texto: str, bpines: Sequence[str], catalogos: Catalogos) -> Reparo | None:
    """Un BPIN cuyo municipio no existe y difiere en una cifra del de casi todos los demás."""
    if catalogos.divipola is None or not (texto.isdecimal() and len(texto) == 13):
        return None
    suyo = texto[4:9]
    if suyo in catalogos.divipola or suyo.endswith("000"):
        return None
    municipios = Counter(b[4:9] for b in bpines if b.isdecimal() and len(b) == 13)
    comun, cuantos = municipios.most_common(1)[0]
    if (
        cuantos < _CASI_TODAS * municipios.total()
        or sum(a != b for a, b in zip(suyo, comun, strict=True)) != 1
    ):
        return None
    return Reparo(
        texto[:4] + comun + texto[9:], f"dice el municipio {suyo}, que no existe, y los demás dicen {comun}"
    )


def _de_otro_programa(libro: LibroLeido, ya: Collection[str]) -> Iterator[CodigoDudoso]:
    """Los productos que no son del programa de su renglón y que no se hayan señalado ya."""
    ajenos = productos_ajenos((fila.producto_codigo, fila.programa_codigo) for fila in libro.plan)
    vistos: dict[str, _Visto] = {}
    for fila in libro.plan:
        producto, programa = fila.producto_codigo, fila.programa_codigo
        if producto and producto not in ya and programa in ajenos.get(producto, ()):
            _sumar(vistos.setdefault(producto, _Visto()), libro, fila, "producto_codigo")
    for producto, visto in vistos.items():
        cual = " y ".join(ajenos[producto])
        porque = f"es del programa {producto[:4]} y su renglón dice el {cual}"
        yield _dudoso(PRODUCTO, producto, visto, Reparo(None, porque))
