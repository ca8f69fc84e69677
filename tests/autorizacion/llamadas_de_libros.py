"""Los casos de los libros, los formatos, los catálogos y la coherencia, con argumentos válidos."""

from __future__ import annotations

from dataclasses import replace

from dominio.casos import (
    ajustar_coherencia,
    catalogos,
    coherencia,
    exportar,
    importar,
    perfiles,
    plantillas,
)
from dominio.casos.contexto import Contexto
from dominio.modelo.catalogo import CatalogoLeido, EntradaDeCatalogo, TipoCatalogo
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.libro_recibido import OriginalConservado
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, HojaDePerfil, Perfil
from dominio.modelo.persona import Rol
from dominio.modelo.plantilla import DatosDePlantilla
from tests.apoyo.plan import AHORA, VIGENCIA, filas
from tests.autorizacion.escenario import REPORTADA
from tests.autorizacion.llamadas import CORTE, Llamada, general, sobre

CATALOGO = CatalogoLeido(TipoCatalogo.DIVIPOLA, (EntradaDeCatalogo("76001", "Cali"),))
PERFIL = Perfil(
    "seguimiento",
    "a" * 64,
    (HojaDePerfil("", (CampoDePerfil(TipoLibro.PLAN, "actividad", (ColumnaDelLibro("actividad"),)),), 3),),
)
ORIGINAL = OriginalConservado("b" * 64, "seguimiento.xlsx", 1024, "originales/bb/b.xlsx")


def _aceptar_el_primero(ctx: Contexto) -> object:
    primero = coherencia.revisar_coherencia(ctx, VIGENCIA)[0]
    cual = ajustar_coherencia.CualHallazgo(huella=primero.huella)
    return ajustar_coherencia.aceptar_hallazgo(ctx, VIGENCIA, cual, "Ya se pidió la corrección")


def _retirar_el_primero(ctx: Contexto) -> object:
    primero = coherencia.revisar_coherencia(ctx, VIGENCIA)[0]
    _aceptar_el_primero(ctx)
    return ajustar_coherencia.retirar_aceptacion(
        ctx, VIGENCIA, ajustar_coherencia.CualHallazgo(huella=primero.huella)
    )


def _anotar_exportacion(contexto: Contexto) -> None:
    """La traza se deja de un libro que armó quien sí puede."""
    planeacion = next(
        p
        for p in contexto.unidad.personas.listar(contexto.entidad.id)
        if p.rol is Rol.PLANEACION and p.activa
    )
    armado = exportar.armar_consolidado(replace(contexto, actor=planeacion), VIGENCIA, CORTE, None, "1")
    exportar.anotar_exportacion(contexto, armado)


def _sugerir(contexto: Contexto) -> object:
    """Sobre un catálogo que ya cargó quien administra el servidor."""
    catalogos.cargar_catalogo_general(
        contexto.unidad, CATALOGO, catalogos.ArchivoDeCatalogo("m.csv", "0" * 64), AHORA
    )
    return catalogos.sugerir_codigo(contexto, TipoCatalogo.DIVIPOLA, "cali")


DE_LIBROS: dict[str, Llamada] = {
    "anotar_exportacion": general(_anotar_exportacion),
    "anotar_plantilla": general(
        lambda c: plantillas.anotar_plantilla(
            c, DatosDePlantilla(TipoLibro.PLAN, "Entidad", "76001", VIGENCIA, None, ())
        )
    ),
    "armar_consolidado": sobre(
        lambda c, lado, _e: exportar.armar_consolidado(
            c, VIGENCIA, CORTE, lado.renglones[REPORTADA].dependencia_codigo, "1"
        )
    ),
    "cargar_catalogo": general(
        lambda c: catalogos.cargar_catalogo(c, CATALOGO, catalogos.ArchivoDeCatalogo("m.csv", "0" * 64))
    ),
    "catalogos_cargados": general(catalogos.catalogos_cargados),
    "datos_de_plantilla": general(
        lambda c: plantillas.datos_de_plantilla(c, VIGENCIA, TipoLibro.PLAN, con_datos=True)
    ),
    "guardar_perfil": general(lambda c: perfiles.guardar_perfil(c, PERFIL.nombre, PERFIL)),
    "importar": general(lambda c: importar.importar(c, VIGENCIA, LibroLeido(plan=filas()), "plan.xlsx")),
    "libros_recibidos": general(lambda c: perfiles.libros_recibidos(c, VIGENCIA)),
    # Guardarlo también pide el permiso: sin él no hay perfil que mirar.
    "perfil": general(lambda c: perfiles.perfil(c, perfiles.guardar_perfil(c, PERFIL.nombre, PERFIL).nombre)),
    "perfiles": general(perfiles.perfiles),
    "registrar_libro": general(
        lambda c: perfiles.registrar_libro(c, VIGENCIA, ORIGINAL, PERFIL.nombre, aplicado=True)
    ),
    "revisar_coherencia": general(lambda c: coherencia.revisar_coherencia(c, VIGENCIA)),
    "informe_de_coherencia": general(lambda c: coherencia.informe_de_coherencia(c, VIGENCIA)),
    "libro_de_coherencia": general(lambda c: coherencia.libro_de_coherencia(c, VIGENCIA)),
    "estado_de_dependencias": general(lambda c: coherencia.estado_de_dependencias(c, VIGENCIA)),
    "reglas_de_coherencia": general(coherencia.reglas_de_coherencia),
    "ajustar_regla": general(
        lambda c: ajustar_coherencia.ajustar_regla(c, ajustar_coherencia.CambioDeRegla("R23", apagada=False))
    ),
    "aceptar_hallazgo": general(_aceptar_el_primero),
    "retirar_aceptacion": general(_retirar_el_primero),
    "revisar_importacion": general(
        lambda c: importar.revisar_importacion(c, VIGENCIA, LibroLeido(plan=filas()))
    ),
    "sugerir_codigo": general(_sugerir),
}
