"""``asistente resumen``: el de la semana, lo mismo que /resumen, sin chat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson, SoloDependencia
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir

if TYPE_CHECKING:
    from dominio.modelo.consolidado import EstadoActividad
    from dominio.modelo.resumen import ResumenSemanal

Imagen = Annotated[Path | None, typer.Option("--salida", help="Archivo .png con el dibujo.")]


@app.command("resumen", cls=OrdenEspanol)
def resumen(
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    dependencia: SoloDependencia = None,
    salida: Imagen = None,
    como_json: ComoJson = False,
) -> None:
    """Muestra el resumen de la semana: qué vence, qué está vencido, quién falta y cómo van las bandas.

    Ejemplo: asistente resumen --entidad 76001 --vigencia 2026 --dependencia Salud --salida semana.png
    """
    from dominio.casos.resumen_semanal import anotar_resumen_semanal, resumen_semanal

    anio = vigencia_pedida(vigencia)
    if salida is not None:
        _exigir_png(salida)
    with abrir() as herramientas:
        with avanzando("Armando el resumen", como_json):
            with herramientas.almacen.lectura() as unidad:
                armado = resumen_semanal(contexto_de(herramientas, unidad, entidad), anio, dependencia)
            if salida is not None:
                _dibujar(armado, salida)
        with herramientas.almacen.unidad() as unidad:
            anotar_resumen_semanal(contexto_de(herramientas, unidad, entidad), armado, pedido=True)
            unidad.confirmar()
    datos = _como_dato(armado) | {"archivo": None if salida is None else str(salida)}
    decir(datos, lambda: _frase(armado, salida), como_json)


def _exigir_png(salida: Path) -> None:
    if salida.suffix.lower() != ".png":
        raise ErrorDeOrden(f"--salida debe terminar en .png, no en «{salida.name}».", Codigo.USO)
    if not salida.resolve().parent.is_dir():
        raise ErrorDeOrden(f"No existe la carpeta {salida.parent}. Créela primero.", Codigo.USO)


def _dibujar(armado: ResumenSemanal, salida: Path) -> None:
    from bot.graficas.semana import dibujar_semana

    if not armado.filas:
        raise ErrorDeOrden("No hay actividades que dibujar: repita la orden sin --salida.")
    dibujar_semana(armado, salida)


def _frase(armado: ResumenSemanal, salida: Path | None) -> str:
    from bot.textos.plano import sin_html
    from bot.textos.resumenes import de_la_semana

    texto = sin_html(de_la_semana(armado, (), imagen=False))
    return texto if salida is None else f"{texto}\nDibujo escrito en {salida}."


def _como_dato(armado: ResumenSemanal) -> dict[str, object]:
    return {
        "dia": armado.dia,
        "antes": armado.antes,
        "corte": str(armado.corte),
        "dependencia": armado.dependencia,
        "actividades": armado.actividades,
        "vencen": [_actividad(una) for una in armado.vencen],
        "vencidas": [_actividad(una) for una in armado.vencidas],
        "sin_reporte": [
            {"responsable": uno.responsable, "dependencia": uno.dependencia, "cuantas": uno.cuantas}
            for uno in armado.sin_reporte
        ],
        "bandas": [
            {"banda": uno.banda.nombre, "ahora": uno.ahora, "antes": uno.antes} for uno in armado.movimientos
        ],
        "subieron": armado.subieron,
        "bajaron": armado.bajaron,
        "por_revisar": armado.por_revisar,
        "por_firmar": armado.por_firmar,
        "no_entregables": armado.no_entregables,
        "reclamos": armado.reclamos,
    }


def _actividad(una: EstadoActividad) -> dict[str, object]:
    return {"codigo": una.renglon.codigo, "fin": una.renglon.fin, "banda": una.banda.nombre}
