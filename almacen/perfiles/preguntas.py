"""Las dudas de un libro, dichas a quien planea: qué se vio, qué se tomó y qué más podría ser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from almacen.perfiles.conceptos import POR_DATO, anios_de, como_se_dice
from almacen.perfiles.hojas import Grupo
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.preguntas_de_gasto import preguntas_de_gasto
from almacen.perfiles.preguntas_de_lo_que_falta import (
    en_frase,
    opcion_de_columna,
    preguntas_de_lo_que_falta,
)
from almacen.perfiles.preguntas_de_los_titulos import preguntas_de_los_titulos
from almacen.perfiles.tabla import ColumnaHallada
from almacen.perfiles.valores_de_columna import evidencia_de_fechas, evidencia_de_fraccion
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import (
    CampoDePerfil,
    ClaseDeDuda,
    Duda,
    OpcionDeDuda,
    OrdenDeFecha,
)

NO_LEER = "col:0"
_DINERO = frozenset(
    {
        "inicial",
        "definitiva",
        "cdp",
        "compromisos",
        "obligaciones",
        "pagos",
        "monto",
        "adiciones",
        "reducciones",
    }
)
# De estos datos, tomar una columna por otra cambia cifras o enlaces: se pregunta. De los demás no.
_QUE_IMPORTAN = _DINERO | {
    "meta_vigencia", "meta_cuatrienio", "linea_base", "avance", "ponderacion", "meta_codigo", "bpin",
    "actividad_codigo", "inicio", "fin", "indicador", "acumulacion", "cantidad_programada",
}  # fmt: skip


def preguntar(armado: Armado) -> Iterator[Duda]:
    """Las dudas de un grupo de hojas, las que hay que confirmar primero."""
    yield from sorted(_todas(armado), key=lambda duda: not duda.firme)


def _todas(armado: Armado) -> Iterator[Duda]:
    yield from _hojas(armado.grupo)
    if armado.relacion.corridos:
        yield _corridos(armado)
    yield from _columnas(armado)
    yield from _anio(armado)
    yield from _fracciones(armado)
    yield from _fechas(armado)
    yield from preguntas_de_lo_que_falta(armado)
    yield from _dependencia(armado)
    yield from preguntas_de_gasto(armado)
    yield from preguntas_de_los_titulos(armado)


def _nombre(armado: Armado) -> str:
    return armado.relacion.tabla.nombre


def _hojas(grupo: Grupo) -> Iterator[Duda]:
    for fuera in grupo.fuera:
        yield Duda(
            f"{fuera.nombre}/hoja",
            ClaseDeDuda.HOJA,
            fuera.nombre,
            f"La hoja «{fuera.nombre}» {fuera.razon}: no la leo para no contar dos veces lo mismo.",
            (OpcionDeDuda("hoja:no", "No leerla"), OpcionDeDuda("hoja:si", "Leerla también")),
            "hoja:no",
            firme=not fuera.segura,
        )


def _corridos(armado: Armado) -> Duda:
    """Todos los rótulos corridos de la hoja en una sola pregunta."""
    relacion = armado.relacion
    pares = sorted(((relacion.datos[d], d) for d in relacion.corridos), key=lambda par: par[0].numero)
    partes = [
        f"{columna.dicha()}, trae {como_se_dice(dato)} ({_ejemplo(columna)})" for columna, dato in pares
    ]
    campos = tuple(campo for campo in armado.hoja.campos if campo.dato in relacion.corridos)
    tal_cual = OpcionDeDuda("rotulo:si", "Creerle al encabezado", campos=_segun_el_rotulo(armado))
    return Duda(
        f"{_nombre(armado)}/rotulos",
        ClaseDeDuda.ROTULO_CORRIDO,
        _nombre(armado),
        "Los rótulos no corresponden a lo que hay debajo: " + "; ".join(partes) + ". Leo lo que traen.",
        (OpcionDeDuda("contenido:si", "Leer lo que trae cada columna", campos=campos), tal_cual),
        "contenido:si",
        firme=True,
    )


def _segun_el_rotulo(armado: Armado) -> tuple[CampoDePerfil, ...]:
    """Los campos corridos, cada uno en la columna que lleva su nombre."""
    relacion = armado.relacion
    campos = []
    for campo in armado.hoja.campos:
        if campo.dato not in relacion.corridos:
            continue
        columna = relacion.segun_el_rotulo.get(campo.dato)
        if columna is not None:
            campos.append(replace(campo, columnas=(columna.en_el_perfil,)))
    return tuple(campos)


def _ejemplo(columna: ColumnaHallada) -> str:
    ejemplos = columna.contenido.ejemplos(2)
    return "por ejemplo " + " o ".join(f"«{e}»" for e in ejemplos) if ejemplos else "vacía"


def _columnas(armado: Armado) -> Iterator[Duda]:
    """Un dato que está en varias columnas: cuál se tomó y por qué."""
    for dato, rivales in armado.relacion.rivales.items():
        leidos = [campo for campo in armado.hoja.campos if campo.dato == dato]
        serias = [c for c in rivales if dato in _QUE_IMPORTAN and c.numero not in armado.columnas_usadas]
        if not leidos or not serias or dato not in armado.usadas:
            continue
        elegida = armado.usadas[dato]
        repetida = [c for c in serias if c.normal == elegida.normal]
        letras = [c.letra for c in sorted([elegida, *serias], key=lambda c: c.numero)]
        varias = f"{', '.join(letras[:-1])} y {letras[-1]}"
        porque = _por_que(armado, dato, elegida)
        yield Duda(
            f"{_nombre(armado)}/{leidos[0].tipo}.{dato}",
            ClaseDeDuda.COLUMNA,
            _nombre(armado),
            f"Hay {len(serias) + 1} columnas para {como_se_dice(dato)}: {varias}. "
            f"Tomo {elegida.dicha()}{porque}.",
            tuple(opcion_de_columna(c, armado.hoja, dato) for c in (elegida, *serias)),
            f"col:{elegida.numero}",
            firme=bool(repetida) and dato in _DINERO,
        )


def _por_que(armado: Armado, dato: str, elegida: ColumnaHallada) -> str:
    leidos = {campo.dato for campo in armado.hoja.campos}
    vecinos = [
        como_se_dice(d)
        for d, c in sorted(armado.usadas.items(), key=lambda par: par[1].numero)
        if d != dato
        and d in POR_DATO
        and d in leidos
        and abs(c.numero - elegida.numero) <= 2
        and c.numero != elegida.numero
    ]
    return f", que va junto a {' y '.join(list(dict.fromkeys(vecinos))[:2])}" if vecinos else ""


def _anio(armado: Armado) -> Iterator[Duda]:
    """El dinero o la meta son de otro año que la vigencia."""
    vigencia = armado.relacion.vigencia
    for tipo, datos in ((TipoLibro.EJECUCION, _DINERO), (TipoLibro.PLAN, _DINERO | {"meta_vigencia"})):
        campos = [c for c in armado.hoja.campos if c.tipo is tipo and c.dato in datos]
        de_otro = [c for c in campos if _de_otro_anio(armado, c.dato, vigencia)]
        if not de_otro:
            continue
        anios = sorted({anios_de(armado.usadas[c.dato].rotulo)[0] for c in de_otro})
        letras = ", ".join(armado.usadas[c.dato].letra for c in de_otro)
        anio = " y ".join(str(a) for a in anios)
        yield Duda(
            f"{_nombre(armado)}/{tipo}.anio",
            ClaseDeDuda.COLUMNA,
            _nombre(armado),
            f"Las columnas {letras} son de {anio} y la vigencia es {vigencia}. Tomo las de {anio}, "
            "que son las más recientes con datos.",
            (
                OpcionDeDuda("anio:si", f"Leerlas como de {vigencia}", campos=tuple(de_otro)),
                OpcionDeDuda(NO_LEER, "No leerlas", quita=tuple(f"{c.tipo}.{c.dato}" for c in de_otro)),
            ),
            "anio:si",
            firme=True,
        )


def _de_otro_anio(armado: Armado, dato: str, vigencia: int) -> bool:
    columna = armado.usadas.get(dato)
    anios = anios_de(columna.rotulo) if columna is not None else ()
    return len(anios) == 1 and anios[0] != vigencia


def _fracciones(armado: Armado) -> Iterator[Duda]:
    for dato in ("avance", "ponderacion"):
        campo = next((c for c in armado.hoja.campos if c.dato == dato), None)
        columna = armado.usadas.get(dato)
        if campo is None or columna is None:
            continue
        serie = armado.relacion.avances if dato == "avance" and armado.relacion.avances else (columna,)
        evidencia = evidencia_de_fraccion(armado.grupo, serie)
        if not evidencia.es_fraccion or evidencia.mayor == 0:
            continue
        yield Duda(
            f"{_nombre(armado)}/{campo.tipo}.{dato}:fraccion",
            ClaseDeDuda.FRACCION,
            _nombre(armado),
            f"{en_frase(columna.dicha())}, trae números como {_ejemplo(columna)}. Los leo como partes de "
            "uno: 0,45 es 45 % y 1 es 100 %.",
            (
                OpcionDeDuda("fraccion:si", "0,45 es 45 %"),
                OpcionDeDuda("fraccion:no", "0,45 es 0,45 %"),
            ),
            "fraccion:si",
            firme=evidencia.dudosa,
        )


def _fechas(armado: Armado) -> Iterator[Duda]:
    for dato in ("inicio", "fin", "fecha_corte"):
        campo = next((c for c in armado.hoja.campos if c.dato == dato), None)
        columna = armado.usadas.get(dato)
        if campo is None or columna is None:
            continue
        evidencia = evidencia_de_fechas(armado.grupo, columna)
        if not evidencia.mda and not evidencia.ambiguas:
            continue
        como = "mes/día/año" if campo.orden_de_fecha is OrdenDeFecha.MDA else "día/mes/año"
        visto = "hay fechas escritas de las dos maneras" if evidencia.mezcladas else f"las leo como {como}"
        yield Duda(
            f"{_nombre(armado)}/{campo.tipo}.{dato}:fecha",
            ClaseDeDuda.FECHA,
            _nombre(armado),
            f"En {columna.dicha()}, {visto}: 3/4/{armado.relacion.vigencia} sería "
            f"{'4 de marzo' if campo.orden_de_fecha is OrdenDeFecha.MDA else '3 de abril'}.",
            (
                OpcionDeDuda("fecha:dma", "Día/mes/año"),
                OpcionDeDuda("fecha:mda", "Mes/día/año"),
            ),
            f"fecha:{campo.orden_de_fecha.value}",
            firme=evidencia.mezcladas,
        )


def _dependencia(armado: Armado) -> Iterator[Duda]:
    """Varias hojas, una por dependencia, y además una columna que también nombra dependencias."""
    columna = armado.usadas.get("responsable")
    campo = next((c for c in armado.hoja.campos if c.dato == "responsable"), None)
    if columna is None or campo is None or not armado.hoja.dependencia_es_la_hoja:
        return
    if columna.contenido.parte("dependencia") <= 0.5:
        return
    yield Duda(
        f"{_nombre(armado)}/plan.dependencia",
        ClaseDeDuda.COLUMNA,
        _nombre(armado),
        f"Tomo el nombre de cada hoja como dependencia; {columna.dicha()}, también trae dependencias.",
        (
            OpcionDeDuda("dep:hoja", "La dependencia es el nombre de la hoja"),
            OpcionDeDuda(
                f"col:{columna.numero}",
                f"La dependencia es {columna.dicha()}",
                columna.contenido.ejemplos(),
                campos=(replace(campo, dato="dependencia"),),
            ),
        ),
        "dep:hoja",
    )
