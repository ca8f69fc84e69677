"""Dudas del dinero y sus códigos: qué llaman ejecución, de qué vigencia es el gasto, qué producto es."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from almacen.perfiles.conceptos import plano
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.tabla import ColumnaHallada
from dominio.entender.texto import normalizar
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda, Duda, FiltroDePerfil, OpcionDeDuda

_DE_LA_VIGENCIA = ("actual", "vigencia actual", "vigencia")
_DE_ANTES = ("reserva", "cuentas por pagar", "cxp", "vigencias futuras", "vigencia anterior")


def preguntas_de_gasto(armado: Armado) -> Iterator[Duda]:
    """Las que cambian cifras de dinero sin que el encabezado lo diga."""
    yield from _monto(armado)
    yield from _ejecucion(armado)
    yield from _vigencia_del_gasto(armado)
    yield from _producto(armado)


def _monto(armado: Armado) -> Iterator[Duda]:
    """Un libro de seguimiento no dice cuánto se programó: vale la apropiación de hoy o la del comienzo."""
    campo = next((c for c in armado.hoja.campos if c.dato == "monto"), None)
    if campo is None or "monto" in armado.relacion.datos:
        return
    posibles = [armado.usadas[d] for d in ("definitiva", "inicial") if d in armado.usadas]
    opciones = tuple(
        OpcionDeDuda(
            f"col:{c.numero}",
            c.dicha(),
            c.contenido.ejemplos(),
            (replace(campo, columnas=(c.en_el_perfil,)),),
        )
        for c in posibles
    )
    yield Duda(
        f"{armado.relacion.tabla.nombre}/plan.monto",
        ClaseDeDuda.COLUMNA,
        armado.relacion.tabla.nombre,
        f"Como valor programado de cada actividad tomo {posibles[0].dicha()}.",
        opciones,
        opciones[0].valor,
    )


def _ejecucion(armado: Armado) -> Iterator[Duda]:
    """«Ejecución» es lo comprometido en unas entidades y lo obligado en otras: se nombra siempre."""
    columna = armado.usadas.get("compromisos")
    campo = next((c for c in armado.hoja.campos if c.dato == "compromisos"), None)
    if (
        columna is None
        or campo is None
        or not plano(columna.rotulo).startswith(("ejecu", "ppto ejec", "presupuesto ejec"))
    ):
        return
    opciones = [
        OpcionDeDuda(
            f"col:{columna.numero}", "Son los compromisos (RP)", columna.contenido.ejemplos(), (campo,)
        )
    ]
    if "obligaciones" not in armado.usadas:
        como_obligado = replace(campo, dato="obligaciones")
        quita = (f"{campo.tipo}.compromisos",)
        opciones.append(
            OpcionDeDuda("dato:obligaciones", "Son las obligaciones", campos=(como_obligado,), quita=quita)
        )
    opciones.append(OpcionDeDuda("col:0", "No leerla", quita=(f"{campo.tipo}.compromisos",)))
    yield Duda(
        f"{armado.relacion.tabla.nombre}/ejecucion.compromisos:nombre",
        ClaseDeDuda.COLUMNA,
        armado.relacion.tabla.nombre,
        f"Leo {columna.dicha()}, como compromisos (RP): unas entidades llaman ejecución a lo comprometido y "
        "otras a lo obligado.",
        tuple(opciones),
        opciones[0].valor,
    )


def _vigencia_del_gasto(armado: Armado) -> Iterator[Duda]:
    """El libro mezcla lo de la vigencia con reservas o cuentas por pagar."""
    if TipoLibro.EJECUCION not in armado.tipos:
        return
    for columna in armado.relacion.tabla.columnas:
        valores = {normalizar(texto): texto for texto in columna.contenido.distintos}
        actuales = [v for v in valores if v.rstrip(". ") in _DE_LA_VIGENCIA]
        anteriores = [v for v in valores if v.startswith(_DE_ANTES)]
        if not actuales or not anteriores or len(valores) > 8:
            continue
        yield _duda_de_vigencia(armado, columna, actuales, [valores[v] for v in anteriores])
        return


def _duda_de_vigencia(
    armado: Armado, columna: ColumnaHallada, actuales: list[str], anteriores: list[str]
) -> Duda:
    filtro = FiltroDePerfil(columna.en_el_perfil, tuple(actuales))
    return Duda(
        f"{armado.relacion.tabla.nombre}/ejecucion.vigencia",
        ClaseDeDuda.COLUMNA,
        armado.relacion.tabla.nombre,
        f"{columna.dicha()[:1].upper()}{columna.dicha()[1:]}, separa lo de la vigencia de "
        f"{', '.join(v.strip().lower() for v in anteriores)}. Lo leo todo junto.",
        (
            OpcionDeDuda("vigencia:todo", "Leerlo todo", filtros=()),
            OpcionDeDuda("vigencia:actual", "Solo lo de la vigencia", filtros=(filtro,)),
        ),
        "vigencia:todo",
    )


def _producto(armado: Armado) -> Iterator[Duda]:
    """La columna del producto trae el indicador MGA, de nueve cifras."""
    columna = armado.usadas.get("producto_codigo")
    campo = next((c for c in armado.hoja.campos if c.dato == "producto_codigo"), None)
    if columna is None or campo is None or columna.contenido.parte("mga9") < 0.5:
        return
    yield Duda(
        f"{armado.relacion.tabla.nombre}/plan.producto_codigo",
        ClaseDeDuda.COLUMNA,
        armado.relacion.tabla.nombre,
        f"{columna.dicha()[:1].upper()}{columna.dicha()[1:]}, trae códigos de nueve cifras: son de indicador "
        "MGA. El producto son sus siete primeras; los leo como están.",
        (
            OpcionDeDuda(
                f"col:{columna.numero}", "Leerlos como están", columna.contenido.ejemplos(), (campo,)
            ),
            OpcionDeDuda("col:0", "No leerlos", quita=(f"{campo.tipo}.producto_codigo",)),
        ),
        f"col:{columna.numero}",
    )
