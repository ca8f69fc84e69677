"""Lo que la plantilla explica: cómo se llena cada clase de columna y un renglón de ejemplo (ficticio)."""

from __future__ import annotations

from almacen.libros.columnas import INSTRUMENTOS, Clase
from dominio.modelo.libro import TipoLibro

COMO_SE_LLENA: dict[Clase, str] = {
    Clase.TEXTO: "Texto, hasta 2.000 caracteres.",
    Clase.CODIGO: "Código como texto: conserve los ceros de la izquierda; Excel no debe volverlo número.",
    Clase.FECHA: "Fecha día/mes/año, por ejemplo 15/01/2026.",
    Clase.NUMERO: "Número, con coma para los decimales.",
    Clase.PROGRAMADO: "Número programado en la vigencia, o NP si la meta no está programada. Cero no es NP.",
    Clase.DINERO: "Pesos, con dos decimales como máximo y sin letras, por ejemplo 1250000,50.",
    Clase.PORCENTAJE: "Puntos porcentuales: escriba 45 para 45 %.",
    Clase.SI_NO: "Sí o No.",
    Clase.TIPO_META: "Producto, Gestión o Administrativa.",
    Clase.ACUMULACION: "Acumulado, Flujo, Mantenimiento, Capacidad o Reducción.",
}

_COMUNES: dict[str, str] = {
    "dependencia_codigo": "10",
    "dependencia": "Secretaría de Educación",
    "responsable": "María Pérez Gómez",
    "cargo": "Profesional universitaria",
    "tipo_meta": "Producto",
    "programa_codigo": "2201",
    "programa": "Calidad y cobertura de la educación",
    "meta_codigo": "2201-01",
    "meta": "Atender 1.200 estudiantes con alimentación escolar",
    "indicador": "Estudiantes beneficiados",
    "unidad": "Número",
    "linea_base": "1000",
    "meta_vigencia": "1200",
    "bpin": "202600000000001",
    "proyecto": "Alimentación escolar en sedes oficiales",
    "objetivo": "Disminuir la deserción escolar",
    "actividad_codigo": "A-001",
    "actividad": "Suministrar raciones en las sedes rurales",
    "ponderacion": "50",
    "cantidad_programada": "180",
    "inicio": "02/02/2026",
    "fin": "27/11/2026",
    "avance": "72,5",
    "fuente_codigo": "1.2.1.0.00",
    "fuente": "Ingresos corrientes de libre destinación",
    "monto": "1450000000",
    "contratacion": "Sí",
    "acumulacion": "Flujo",
    "meta_cuatrienio": "1200",
    "coordinadora": "Secretaría de Educación",
    "apropiacion": "1450000000",
    "inicial": "1400000000",
    "adiciones": "50000000",
    "reducciones": "0",
    "creditos": "0",
    "contracreditos": "0",
    "definitiva": "1450000000",
    "cdp": "1300000000",
    "compromisos": "1200000000",
    "obligaciones": "600000000,50",
    "pagos": "580000000",
    "fecha_corte": "30/09/2026",
}


def _ejemplo(dato: str) -> str:
    if dato.startswith("programado_"):
        return "NP" if dato.endswith("2024") else "1200"
    return _COMUNES.get(dato) or "120000000"  # los doce meses del PAC


EJEMPLOS: dict[tuple[TipoLibro, str], str] = {
    (instrumento.tipo, columna.dato): _ejemplo(columna.dato)
    for instrumento in INSTRUMENTOS
    for columna in instrumento.columnas
}
