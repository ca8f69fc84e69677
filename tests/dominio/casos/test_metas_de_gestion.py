"""Las metas de gestión y administrativas viven sin código MGA ni proyecto: se cargan, reportan y exportan."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from almacen.libros.escritor import EscritorOpenpyxl
from dominio.casos.consultar import estado
from dominio.casos.exportar import armar_consolidado
from dominio.casos.importar import revisar_importacion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.resultados import DatosResultado, registrar_resultado
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.modelo.consolidado import Estado
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import TipoMeta
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import fila
from tests.libros.fabrica import leer

T3 = Corte.de("2026-T3")
_SIN_PROYECTO = {
    "bpin": None, "proyecto": None, "objetivo": None, "programa_codigo": None, "programa": None,
    "fuente": None, "fuente_codigo": None, "monto": None, "contratacion": None,
}  # fmt: skip
GESTION = fila(
    50, tipo_meta=TipoMeta.GESTION, meta_codigo="MG-1", meta="Actualizar el manual", **_SIN_PROYECTO
)
ADMINISTRATIVA = fila(
    51, tipo_meta=TipoMeta.ADMINISTRATIVA, meta_codigo="MA-1", meta="Cerrar inventarios", **_SIN_PROYECTO
)


def test_se_cargan_se_reportan_y_se_consultan(mundo: Mundo) -> None:
    """Avance, resultado y estado como cualquier otra, sin errores de coherencia por no tener proyecto."""
    mundo.importar(*PLAN, GESTION, ADMINISTRATIVA)
    with mundo.como("hector") as ctx:
        renglon = mundo.actividad("A-050")
        valor = ValorAvance(porcentaje=Porcentaje.de(40))
        registrar_avance(ctx, DatosAvance("uno", renglon.id, valor, aclaracion="Sí", dificultades="No"))
        registrar_resultado(
            ctx, DatosResultado("dos", renglon.meta_id, Decimal(3), analisis="Va bien", aclaracion="Sí")
        )
        visto = estado(ctx, "MG-1")
        assert isinstance(visto, Estado)
        assert visto.avance == Porcentaje.de(40)
    with mundo.como("planeacion", confirmar=False) as ctx:
        errores = [h for h in VistaDeCoherencia(ctx, V2026).hallazgos if h.severidad is Severidad.ERROR]
        assert not {h.objeto for h in errores} & {"A-050", "A-051", "MG-1", "MA-1"}
        libro = armar_consolidado(ctx, V2026, T3, None, "1")
    tipos = {meta.codigo: meta.tipo for meta, _estado in libro.metas}
    assert (tipos["MG-1"], tipos["MA-1"]) == (TipoMeta.GESTION, TipoMeta.ADMINISTRATIVA)


def test_salen_y_vuelven_a_entrar_igual(mundo: Mundo, tmp_path: Path) -> None:
    """El consolidado con ellas, importado otra vez, no cambia nada."""
    mundo.importar(*PLAN, GESTION, ADMINISTRATIVA)
    destino = tmp_path / "libro.xlsx"
    with mundo.como("planeacion", confirmar=False) as ctx:
        EscritorOpenpyxl().consolidado(armar_consolidado(ctx, V2026, T3, None, "1"), destino)
        revision = revisar_importacion(ctx, V2026, leer(destino))

    assert revision.errores == ()
    assert revision.resumen is not None
    assert not revision.resumen.cambios
