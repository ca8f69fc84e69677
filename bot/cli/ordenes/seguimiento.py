"""``asistente seguimiento``: cómo van llegando los reportes de un corte, lo mismo que /seguimiento."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson, CorteDe, SoloDependencia
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import Codigo, ErrorDeOrden, decir

if TYPE_CHECKING:
    from dominio.modelo.seguimiento import SeguimientoDelCorte, Tiempos

Dibujo = Annotated[Path | None, typer.Option("--salida", help="Archivo .png con la curva.")]


@app.command("seguimiento", cls=OrdenEspanol)
def seguimiento(
    *,
    entidad: CodigoEntidad,
    corte: CorteDe = None,
    dependencia: SoloDependencia = None,
    salida: Dibujo = None,
    como_json: ComoJson = False,
) -> None:
    """Muestra cómo van llegando los reportes de un corte y qué hicieron los recordatorios.

    Ejemplo: asistente seguimiento --entidad 76001 --corte 2026-T3 --salida entrega.png
    """
    from dominio.casos.seguimiento import seguimiento_del_corte
    from dominio.valores.fechas import Corte

    if salida is not None:
        _exigir_png(salida)
    pedido = None if corte is None else Corte.de(corte)
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        visto = seguimiento_del_corte(contexto_de(herramientas, unidad, entidad), pedido, dependencia)
    if salida is not None:
        from bot.graficas.curva_de_reportes import dibujar_entrega
        from bot.tareas.seguimiento import dibujo_de

        dibujar_entrega(dibujo_de(visto), salida)
    datos = _como_dato(visto) | {"archivo": None if salida is None else str(salida)}
    decir(datos, lambda: _frase(visto, salida), como_json)


def _exigir_png(salida: Path) -> None:
    if salida.suffix.lower() != ".png":
        raise ErrorDeOrden(f"--salida debe terminar en .png, no en «{salida.name}».", Codigo.USO)
    if not salida.resolve().parent.is_dir():
        raise ErrorDeOrden(f"No existe la carpeta {salida.parent}. Créela primero.", Codigo.USO)


def _frase(visto: SeguimientoDelCorte, salida: Path | None) -> str:
    from bot.textos.marcado import unir
    from bot.textos.plano import sin_html
    from bot.textos.seguimiento import resumen, tiempos_y_escalones

    texto = sin_html(unir([resumen(visto), tiempos_y_escalones(visto)], "\n\n"))
    return texto if salida is None else f"{texto}\n\nCurva escrita en {salida}."


def _como_dato(s: SeguimientoDelCorte) -> dict[str, object]:
    return {
        "corte": str(s.corte),
        "estado": s.situacion.estado.value,
        "apertura": s.situacion.apertura,
        "cierre": s.situacion.cierre,
        "dependencia": s.dependencia,
        "deben": s.deben,
        "llegaron": s.llegaron,
        "a_tiempo": s.a_tiempo,
        "tarde": s.tarde,
        "omisiones": len(s.omisiones),
        "curva": [{"dia": p.dia, "llegaron": p.llegaron, "van": p.van} for p in s.curva if p.llegaron],
        "recordados": [{"dia": dia, "recordatorios": cuantos} for dia, cuantos in s.recordados],
        "grupos": [
            {"nombre": g.nombre, "deben": g.deben, "a_tiempo": g.a_tiempo, "tarde": g.tarde} for g in s.grupos
        ],
        "faltan": [
            {"dependencia": f.dependencia, "responsable": f.responsable, "codigos": list(f.codigos)}
            for f in s.faltan
        ],
        "tiempos": None if s.tiempos is None else _tiempos(s.tiempos),
        "por_dependencia": [_tiempos(uno) for uno in s.por_dependencia],
        "por_tipo": [_tiempos(uno) for uno in s.por_tipo],
        "escalones": {p.escalon: p.cuantos for p in s.escalones},
        "recordatorios": [
            {
                "tipo": c.tipo.value,
                "estado": c.estado.value,
                "respuesta": None if c.respuesta is None else c.respuesta.value,
                "cuantos": c.cuantos,
                "personas": c.personas,
            }
            for c in s.enviados
        ],
    }


def _tiempos(t: Tiempos) -> dict[str, object]:
    """En minutos."""
    return {
        "grupo": t.grupo,
        "casos": t.casos,
        "mediana": t.mediana,
        "p90": t.p90,
        "habiles_mediana": t.habiles_mediana,
        "habiles_p90": t.habiles_p90,
    }
